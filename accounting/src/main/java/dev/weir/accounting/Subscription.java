package dev.weir.accounting;

/**
 * What is known of an account's subscription.
 *
 * @param status Stripe's word, or "none"
 * @param periodStart of the newest paid period, 0 when there was none
 * @param periodEnd of the newest paid period, 0 when there was none
 * @param stamp of the news that decided plan and status
 */
public record Subscription(String status, long periodStart, long periodEnd, long stamp) {

  public static final Subscription NONE = new Subscription("none", 0, 0, 0);

  public boolean active() {
    return status.equals("active") || status.equals("trialing");
  }
}
