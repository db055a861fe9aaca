package dev.weir.accounting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command asks for. */
public sealed interface Verb {

  /** The verb's stable name, which the dedupe store remembers. */
  String name();

  Note note();

  /**
   * The command's meaning in a short text: two commands with the same id and the same fingerprint
   * are one command sent twice. Leaves out what is not the caller's content: times, and whatever
   * the gateway filled in (prices, estimates, default expiries).
   */
  default String fingerprint() {
    return Fingerprint.of(this);
  }

  /**
   * @param expiresAt epoch milliseconds, or 0 for what the source implies (R8)
   */
  record Grant(Source source, long amount, long expiresAt, Note note) implements Verb {
    @Override
    public String name() {
      return "grant";
    }
  }

  /**
   * @param overdraftLimit the most debt the account may have afterwards, with {@link
   *     Policy#OVERDRAFT}
   * @param metered null when the caller named an amount
   * @param eventTime when the event says it happened, or 0
   */
  record Charge(
      long amount,
      Policy policy,
      long overdraftLimit,
      @Nullable Metered metered,
      long eventTime,
      Note note)
      implements Verb {

    public static Charge strict(long amount, Note note) {
      return new Charge(amount, Policy.STRICT, 0, null, 0, note);
    }

    @Override
    public String name() {
      return "charge";
    }
  }

  /**
   * @param timeoutMs 0 for the default of 15 minutes
   * @param build null when nothing is built; else the amount is an estimate
   * @param resumeId the resume token's id, when one was shown
   */
  record PlaceHold(
      long amount,
      long timeoutMs,
      Policy policy,
      long overdraftLimit,
      @Nullable Build build,
      @Nullable String resumeId,
      Note note)
      implements Verb {
    @Override
    public String name() {
      return "hold";
    }
  }

  /**
   * @param policy for what is over the held amount; null for the hold's own
   * @param byWorker a worker's word, which ends a build and no other hold
   */
  record Capture(
      String holdId,
      long amount,
      @Nullable Policy policy,
      long overdraftLimit,
      boolean byWorker,
      Note note)
      implements Verb {

    public Capture(
        String holdId, long amount, @Nullable Policy policy, long overdraftLimit, Note note) {
      this(holdId, amount, policy, overdraftLimit, false, note);
    }

    @Override
    public String name() {
      return "capture";
    }
  }

  /**
   * @param byWorker a worker's word, which ends a build and no other hold
   */
  record Release(String holdId, boolean byWorker, Note note) implements Verb {

    public Release(String holdId, Note note) {
      this(holdId, false, note);
    }

    @Override
    public String name() {
      return "release";
    }
  }

  /** A worker's word that changes nothing: accepted for every build that has not ended. */
  record ReportProgress(String holdId, String type, Note note) implements Verb {
    @Override
    public String name() {
      return "progress";
    }
  }

  /**
   * @param cause what is behind it ("api", "refund", a dispute's id); each has its own target
   * @param target cumulative for this cause; {@link Long#MAX_VALUE} for all of the grant
   * @param restored this cause is over for good (a dispute was won): its target is 0, whatever
   *     comes
   */
  record Revoke(String grantId, String cause, long target, boolean restored, Note note)
      implements Verb {
    @Override
    public String name() {
      return "revoke";
    }
  }

  /**
   * A paid period of a subscription (R7). The new bucket bears the command's id.
   *
   * @param stamp when the news is from; the newest decides plan and status
   * @param others the account's paid periods that do not begin before this one
   */
  record Renew(
      PlanTerms plan,
      String status,
      long amount,
      long periodStart,
      long periodEnd,
      long stamp,
      List<PaidPeriod> others,
      Note note)
      implements Verb {

    public Renew {
      others = List.copyOf(others);
    }

    @Override
    public String name() {
      return "renew";
    }
  }

  /**
   * @param periodEnd 0 when not known
   */
  record ChangePlan(PlanTerms plan, String status, long stamp, long periodEnd, Note note)
      implements Verb {
    @Override
    public String name() {
      return "change_plan";
    }
  }

  /** Opens an unseen account; changes nothing on a seen one. */
  record Open(Opening what, Note note) implements Verb {
    @Override
    public String name() {
      return "open";
    }
  }

  /**
   * Counts against a tier, per UTC month; opens the account by itself.
   *
   * @param quantity whole units
   * @param limit the tier's; {@link Long#MAX_VALUE} for none
   */
  record Track(long quantity, long limit, Note note) implements Verb {
    @Override
    public String name() {
      return "track";
    }
  }

  /** Does nothing of its own: what a read would show gets written. */
  record Touch() implements Verb {
    @Override
    public String name() {
      return "touch";
    }

    @Override
    public Note note() {
      return Note.NONE;
    }
  }
}
