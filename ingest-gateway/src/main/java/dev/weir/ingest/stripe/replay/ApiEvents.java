package dev.weir.ingest.stripe.replay;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.EventListParams;
import dev.weir.accounting.Mode;
import dev.weir.edge.problem.Problem;
import dev.weir.ingest.stripe.StripeApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stripe's own list of events, which goes back thirty days. It is read hour by hour, because Stripe lists the newest
 * first and the oldest has to come first here.
 */
final class ApiEvents implements Events {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int PAGE = 100;
  private static final int TRIES = 8;

  private final StripeApi stripe;
  private final Mode mode;
  private final Instant since;
  private final List<String> types;

  ApiEvents(StripeApi stripe, Mode mode, Instant since, List<String> types) {
    this.stripe = stripe;
    this.mode = mode;
    this.since = since;
    this.types = types;
  }

  @Override
  public long size() {
    return -1;
  }

  @Override
  public void each(Taker taker) throws IOException {
    Instant end = Instant.now();
    for (Instant from = since; from.isBefore(end); from = from.plus(WINDOW)) {
      List<JsonNode> found = window(from);
      for (JsonNode event : found.reversed()) {
        taker.take(
            event.path("id").asString(""), event.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private List<JsonNode> window(Instant from) {
    List<JsonNode> events = new ArrayList<>();
    String after = null;
    boolean more = true;
    while (more) {
      JsonNode page = page(from, after);
      page.path("data").values().forEach(events::add);
      more = page.path("has_more").asBoolean(false) && !events.isEmpty();
      after = events.isEmpty() ? null : events.getLast().path("id").asString("");
    }
    return events;
  }

  /** A page as it came: Stripe's own types would drop what they do not know. */
  private JsonNode page(Instant from, @Nullable String after) {
    EventListParams.Builder list =
        EventListParams.builder()
            .setLimit((long) PAGE)
            .setCreated(
                EventListParams.Created.builder()
                    .setGte(from.getEpochSecond())
                    .setLt(from.plus(WINDOW).getEpochSecond())
                    .build());
    if (!types.isEmpty()) {
      list.addAllType(types);
    }
    if (after != null) {
      list.setStartingAfter(after);
    }
    return patiently(client -> body(client, list.build()));
  }

  private static JsonNode body(StripeClient client, EventListParams list) throws StripeException {
    return JSON.readTree(client.v1().events().list(list).getLastResponse().body());
  }

  /** Asked too often, Stripe wants to be left alone for a while; each time for longer. */
  private JsonNode patiently(StripeApi.Request<JsonNode> request) {
    for (int tried = 1; ; tried++) {
      try {
        return stripe.call(mode, request);
      } catch (Problem e) {
        if (!e.code().equals("stripe_unavailable") || tried == TRIES) {
          throw e;
        }
        rest(Duration.ofSeconds(1L << Math.min(tried, 6)));
      }
    }
  }

  private static void rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("interrupted", "The replay was stopped.", 1);
    }
  }
}
