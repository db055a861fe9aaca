package dev.weir.ingest.stripe.replay;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.EventListParams;
import dev.weir.ingest.stripe.tool.Patience;
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
 * Stripe's own list of events, which goes back thirty days. It is read window by window, because
 * Stripe lists the newest first and the oldest has to come first here; a window is as long as a few
 * pages last.
 */
final class ApiEvents implements Events {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MANY_PAGES = 10;
  private static final int PAGE = 100;

  private final Patience stripe;
  private final Instant since;
  private final List<String> types;

  /**
   * @param types of all types when none is named
   */
  ApiEvents(Patience stripe, Instant since, List<String> types) {
    this.stripe = stripe;
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
    Instant from = since;
    Duration window = Duration.ofHours(1);
    while (from.isBefore(end)) {
      Instant to = from.plus(window);
      List<JsonNode> found = between(from, to);
      for (JsonNode event : found.reversed()) {
        taker.take(
            event.path("id").asString(""), event.toString().getBytes(StandardCharsets.UTF_8));
      }
      from = to;
      window = next(window, found.size());
    }
  }

  private static Duration next(Duration window, int found) {
    if (found <= PAGE) {
      Duration longer = window.multipliedBy(2);
      return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }
    Duration shorter = window.dividedBy(2);
    return found < MANY_PAGES * PAGE || shorter.compareTo(SHORTEST) < 0 ? window : shorter;
  }

  private List<JsonNode> between(Instant from, Instant to) {
    List<JsonNode> events = new ArrayList<>();
    String after = null;
    boolean more = true;
    while (more) {
      JsonNode page = page(from, to, after);
      page.path("data").values().forEach(events::add);
      more = page.path("has_more").asBoolean(false) && !page.path("data").isEmpty();
      after = events.isEmpty() ? null : events.getLast().path("id").asString("");
    }
    return events;
  }

  /** A page as it came: Stripe's own types would drop what they do not know. */
  private JsonNode page(Instant from, Instant to, @Nullable String after) {
    EventListParams.Builder list =
        EventListParams.builder()
            .setLimit((long) PAGE)
            .setCreated(
                EventListParams.Created.builder()
                    .setGte(from.getEpochSecond())
                    .setLt(to.getEpochSecond())
                    .build());
    if (!types.isEmpty()) {
      list.addAllType(types);
    }
    if (after != null) {
      list.setStartingAfter(after);
    }
    return stripe.ask(client -> body(client, list.build()));
  }

  private static JsonNode body(StripeClient client, EventListParams list) throws StripeException {
    return JSON.readTree(client.v1().events().list(list).getLastResponse().body());
  }
}
