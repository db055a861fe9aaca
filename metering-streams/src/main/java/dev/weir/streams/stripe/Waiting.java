package dev.weir.streams.stripe;

/**
 * Something that money hangs on and that cannot go on yet; an hour of it is an alert.
 *
 * @param what the customer, payment or event that waits
 * @param why a stable code
 * @param since wall-clock time of arrival, epoch milliseconds
 */
public record Waiting(String what, String why, long since) {
  /**
   * All that waits stands together in the store, whatever it is about, so that it can be looked
   * through.
   */
  public static final String PREFIX = "waiting/";
}
