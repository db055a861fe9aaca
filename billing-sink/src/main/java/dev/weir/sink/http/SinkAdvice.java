package dev.weir.sink.http;

import dev.weir.edge.http.ProblemWriter;
import dev.weir.edge.problem.Problem;
import dev.weir.sink.lag.TopicOffsets;
import dev.weir.sink.ledger.LedgerScan;
import dev.weir.sink.store.DatabaseAway;
import dev.weir.sink.view.ViewMoving;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * What cannot be said at this moment is 503 with {@code Retry-After}, never an answer. Before the
 * edge's own advice, which takes everything for a fault.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class SinkAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(SinkAdvice.class);
  private static final int SECONDS = 1;

  private final ProblemWriter problems;

  public SinkAdvice(ProblemWriter problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  void moving(ViewMoving why, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String detail = "The account cannot be read at this moment: " + why.getMessage() + ".";
    problems.write(request, response, Problem.unavailable("view_moving", detail, SECONDS));
  }

  @ExceptionHandler
  void database(DatabaseAway why, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.warn("the database did not answer a read", why);
    problems.write(
        request,
        response,
        Problem.unavailable("database_unavailable", "The history cannot be read now.", SECONDS));
  }

  @ExceptionHandler({TopicOffsets.Unknown.class, LedgerScan.Stalled.class})
  void broker(Exception why, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.warn("the broker did not answer a read", why);
    problems.write(
        request,
        response,
        Problem.unavailable("ledger_unavailable", "The ledger cannot be read now.", SECONDS));
  }
}
