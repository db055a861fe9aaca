package dev.weir.edge.http;

import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Tomcat reads the rest of every body before it closes a connection, as long as it takes: who is
 * still sending might not hear the answer otherwise. The rest of one that was too slow is not
 * waited for again; nor is much of one for which there was no room, for a connection that waits
 * holds a hundred KiB, and a crowd of them would be what there was no room for.
 */
record GivingUp(Adapter tomcats) implements Adapter {
  private static final int TOO_SLOW = 408;
  private static final int NO_ROOM = 503;
  private static final int MUCH = 16 * 1024;

  @Override
  public void service(Request request, Response response) throws Exception {
    if ("TRACE".equals(request.getMethod())) {
      // Tomcat would refuse it with an Allow of its own: in small letters it is as unknown as any.
      request.setMethod("trace");
    }
    tomcats.service(request, response);
    int status = response.getStatus();
    long left = request.getContentLengthLong() - request.getBytesRead();
    if (status == TOO_SLOW || (status == NO_ROOM && left > MUCH)) {
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
