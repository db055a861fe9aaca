package dev.weir.edge.http;

import dev.weir.edge.json.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The name under which a request stands in the log and in its answer. */
final class RequestId {
  static final String HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = RequestId.class.getName();

  private RequestId() {}

  /** The caller's own, if it is a proper id, else a new one. */
  static String of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    String sent = request.getHeader(HEADER);
    String id = sent != null && Ids.valid(sent) ? sent : anew();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  /**
   * No secret: the random numbers that are stand behind a lock, and every request would wait there.
   */
  private static String anew() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
