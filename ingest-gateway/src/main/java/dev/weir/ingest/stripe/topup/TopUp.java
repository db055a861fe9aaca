package dev.weir.ingest.stripe.topup;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * One account's automatic top-up: what its user wants, and how it has gone so far. The two are
 * written by different hands and never overwrite each other. Times are those of the account, so
 * that a test clock counts.
 */
public record TopUp(Wish wish, Progress progress) {

  /** The third refusal in a row means that the card will not recover by itself. */
  static final int DECLINES_TO_STOP = 3;

  private static final Duration FIRST_BACKOFF = Duration.ofHours(1);

  /**
   * @param threshold micro-units; below it a payment is started
   * @param monthlyCap how many payments a calendar month (UTC) may have
   * @param since when this was wished; charges from before start nothing, and refusals from before
   *     are forgiven
   */
  public record Wish(
      boolean enabled, long threshold, String packageKey, int monthlyCap, long since) {}

  /**
   * @param attempts how many were ever started; the newest one's number
   * @param month the month that {@code startedInMonth} counts
   * @param lastStarted 0 before the first
   * @param declines in a row
   * @param declinedAt when the last of them was
   * @param flight null when no payment is under way
   */
  public record Progress(
      long attempts,
      String month,
      int startedInMonth,
      long lastStarted,
      int declines,
      long declinedAt,
      @Nullable Flight flight) {
    public static final Progress NONE = new Progress(0, "", 0, 0, 0, 0, null);

    int startedIn(String which) {
      return month.equals(which) ? startedInMonth : 0;
    }

    /** It is in flight before Stripe hears of it, so that a second one cannot be started. */
    Progress started(long at, long wallClock) {
      String now = monthOf(at);
      Flight next = new Flight(attempts + 1, wallClock, null);
      return new Progress(attempts + 1, now, startedIn(now) + 1, at, declines, declinedAt, next);
    }

    Progress paying(long number, String payment) {
      return flight == null || flight.number != number
          ? this
          : landed(new Flight(number, flight.startedAt, payment), declines, declinedAt);
    }

    /** The money has come. */
    Progress credited() {
      return landed(null, 0, 0);
    }

    /** Each refusal in a row doubles the wait; what was refused does not count for the month. */
    Progress declined(long at) {
      return unpaid(declines + 1, at);
    }

    /** No card was asked. */
    Progress notAsked() {
      return unpaid(declines, declinedAt);
    }

    private Progress unpaid(int refusals, long refusedAt) {
      int paid = Math.max(0, startedInMonth - 1);
      return new Progress(attempts, month, paid, lastStarted, refusals, refusedAt, null);
    }

    /** It came to nothing, and nobody refused anything. */
    Progress abandoned() {
      return landed(null, declines, declinedAt);
    }

    private Progress landed(@Nullable Flight next, int refusals, long refusedAt) {
      return new Progress(attempts, month, startedInMonth, lastStarted, refusals, refusedAt, next);
    }
  }

  /**
   * A payment that was started and has not ended.
   *
   * @param number its place among the attempts, and part of its idempotency key at Stripe
   * @param startedAt by the wall clock
   * @param payment null until Stripe has said its id
   */
  public record Flight(long number, long startedAt, @Nullable String payment) {}

  boolean due(long balance, long at, Duration cooldown) {
    return enabled()
        && progress.flight == null
        && at >= wish.since
        && balance < wish.threshold
        && at >= notBefore()
        && (progress.lastStarted == 0 || at - progress.lastStarted >= cooldown.toMillis())
        && progress.startedIn(monthOf(at)) < wish.monthlyCap;
  }

  /** Whether it is still on: wished, and not refused three times since. */
  boolean enabled() {
    return wish.enabled && declines() < DECLINES_TO_STOP;
  }

  int declines() {
    return progress.declinedAt < wish.since ? 0 : progress.declines;
  }

  long notBefore() {
    return declines() == 0
        ? 0
        : progress.declinedAt + (FIRST_BACKOFF.toMillis() << (declines() - 1));
  }

  static String monthOf(long at) {
    return YearMonth.from(Instant.ofEpochMilli(at).atZone(ZoneOffset.UTC)).toString();
  }
}
