package dev.weir.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks for a balance while the read side is rebuilt: it must refuse, and say how far it is. */
final class Refusals {
  private static final String PATH = "/v1/accounts/" + Filling.FIRST + "/balance";
  private static final Pattern WHY = Pattern.compile("\"detail\":\"([^\"]*)\"");
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final Map<String, Integer> reasons = new LinkedHashMap<>();

  Refusals(String sink) {
    request =
        HttpRequest.newBuilder(URI.create(sink + PATH))
            .timeout(ANSWER)
            .header("x-sheen-signature", Welcome.signature(PATH))
            .build();
  }

  void look() {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 503) {
        Matcher why = WHY.matcher(answer.body());
        String said = why.find() ? why.group(1) : "nothing";
        reasons.merge(said.replaceAll("\\d+", "N"), 1, Integer::sum);
      } else if (answer.statusCode() == 200 && answer.body().contains("\"seq\":0")) {
        throw new IllegalStateException("an account that is there was shown as new: " + answer);
      }
    } catch (IOException notYetThere) {
      // Its port is not open yet: nobody is told anything wrong.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How often it was refused for what, in words, the numbers left out. */
  Map<String, Integer> reasons() {
    return reasons;
  }
}
