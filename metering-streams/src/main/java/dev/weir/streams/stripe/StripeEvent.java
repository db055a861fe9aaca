package dev.weir.streams.stripe;

import dev.weir.accounting.Mode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One verified event, as the gateway wrote it down.
 *
 * @param realm the Stripe account it is from, as far as we tell them apart: what is known of one is
 *     nothing to another
 * @param tenant the tenant that an object without one in its metadata belongs to
 * @param created when Stripe made the event, epoch milliseconds; decides which of two is newer
 * @param receivedAt when it came in, by the wall clock
 * @param time when its commands happen, epoch milliseconds
 * @param clocks the tenants whose test accounts live in another time, and that time
 * @param object the event's {@code data.object}
 */
public record StripeEvent(
    String id,
    String type,
    String realm,
    String tenant,
    boolean live,
    long created,
    long receivedAt,
    long time,
    Map<String, Long> clocks,
    @Nullable String apiVersion,
    CatalogFacts facts,
    JsonNode object) {

  public Mode mode() {
    return live ? Mode.LIVE : Mode.TEST;
  }

  /** The time of a command for an account of that tenant. */
  public long timeIn(String accountTenant) {
    return live ? time : clocks.getOrDefault(accountTenant, time);
  }
}
