package dev.weir.edge.http;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat refuses before it knows which application to ask, such as a path that cannot be
 * decoded: a problem like any other, where Tomcat would show a page.
 */
final class ProblemReports extends ErrorReportValve {
  private static final int REFUSED = 400;

  private final ProblemWriter problems;

  ProblemReports(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable fault) {
    if (response.getStatus() < REFUSED
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    try {
      problems.write(request, response, Errors.problem(response.getStatus()));
    } catch (IOException e) {
      container.getLogger().debug("nobody is there to hear it", e);
    }
  }
}
