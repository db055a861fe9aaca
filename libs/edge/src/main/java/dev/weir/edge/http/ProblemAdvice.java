package dev.weir.edge.http;

import dev.weir.edge.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** The one place where what went wrong becomes an answer. */
@RestControllerAdvice
public final class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final ProblemWriter problems;

  public ProblemAdvice(ProblemWriter problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  void refused(Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    problems.write(request, response, problem);
  }

  @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
  void unknown(HttpServletRequest request, HttpServletResponse response) throws IOException {
    problems.write(request, response, Problem.notFound("not_found", "There is nothing here."));
  }

  @ExceptionHandler
  void method(
      HttpRequestMethodNotSupportedException e,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    String[] supported = Objects.requireNonNullElse(e.getSupportedMethods(), new String[0]);
    Set<String> allow = new TreeSet<>(Arrays.asList(supported));
    problems.write(
        request,
        response,
        Problem.of(405, "method_not_allowed", "This path has other methods.")
            .header("Allow", String.join(", ", allow)));
  }

  /** A fault of ours: the caller learns only under which name it stands in the log. */
  @ExceptionHandler
  void fault(Exception e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.atError().addKeyValue("request_id", RequestId.of(request)).setCause(e).log("fault");
    problems.write(
        request, response, Problem.of(500, "internal_error", "Something is wrong on our side."));
  }
}
