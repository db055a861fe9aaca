package dev.weir.edge.http;

import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.problem.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the container itself refused, said in the same form as everything else. */
@RestController
public final class Errors implements ErrorController {
  private static final int FAULT = 500;

  private final ProblemWriter problems;

  public Errors(ProblemWriter problems) {
    this.problems = problems;
  }

  @Access(Right.PUBLIC)
  @RequestMapping("${spring.web.error.path:/error}")
  public void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status)) {
      throw Problem.notFound("not_found", "There is nothing here.");
    }
    problems.write(request, response, problem(status));
  }

  static Problem problem(int status) {
    return switch (status) {
      case 400 -> Problem.malformed("request_invalid", "The request is not proper HTTP.");
      case 404 -> Problem.notFound("not_found", "There is nothing here.");
      case 405 -> Problem.of(405, "method_not_allowed", "This path has other methods.");
      case 408 -> Problem.of(408, "body_too_slow", "The body did not arrive in time.");
      case 406, 413, 414, 415, 417, 431, 501, 505 ->
          Problem.of(status, "request_invalid", "Not accepted.");
      default -> Problem.of(FAULT, "internal_error", "Something is wrong on our side.");
    };
  }
}
