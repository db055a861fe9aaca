package dev.weir.edge.http;

import static dev.weir.edge.http.Http.signed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The edge with nothing behind it, asked over real sockets; it is started once for all tests. */
@SpringBootTest(
    classes = EchoApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "weir.edge.follow=false"})
abstract class EdgeOverSockets {
  static final String PATH = "/v1/charges";
  static final String JSON = "Content-Type: application/json";
  static final String KEY = "Idempotency-Key: k1";
  static final String GOOD = "{\"user\":\"u1\",\"amount\":1}";

  @LocalServerPort private int port;
  Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  Http.Answer post(String body, String... headers) {
    return http.send("POST", PATH, List.of(headers), body);
  }

  Http.Answer good(String body) {
    return post(body, JSON, KEY, signed(body, PATH));
  }

  Http.Answer get(String target, String... headers) {
    return http.send("GET", target, List.of(headers), "");
  }

  static void is(Http.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body())
        .contains("\"code\":\"" + code + "\"")
        .contains("\"status\":" + status)
        .contains("\"type\":\"urn:weir:problem:" + code + "\"")
        .contains("\"instance\":", "\"title\":", "\"detail\":", "\"request_id\":");
  }
}
