package dev.weir.edge.http;

import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Tomcat reads the rest of every body before it closes a connection, as long as it takes. The rest
 * of one that was too slow is not waited for again.
 */
record GivingUp(Adapter tomcats) implements Adapter {
  private static final int TOO_SLOW = 408;

  @Override
  public void service(Request request, Response response) throws Exception {
    tomcats.service(request, response);
    if (response.getStatus() == TOO_SLOW) {
      request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  @Override
  public boolean prepare(Request request, Response response) throws Exception {
    return tomcats.prepare(request, response);
  }

  @Override
  public boolean asyncDispatch(Request request, Response response, SocketEvent event)
      throws Exception {
    return tomcats.asyncDispatch(request, response, event);
  }

  @Override
  public void log(Request request, Response response, long time) {
    tomcats.log(request, response, time);
  }

  @Override
  public void checkRecycled(Request request, Response response) {
    tomcats.checkRecycled(request, response);
  }

  @Override
  public String getDomain() {
    return tomcats.getDomain();
  }
}
