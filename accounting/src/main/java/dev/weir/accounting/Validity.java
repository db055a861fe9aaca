package dev.weir.accounting;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a command without looking at its account, in the order of {@link Rejection}.
 */
final class Validity {

  private static final int LONGEST_ID = 128;
  private static final boolean[] ID_CHARS = idChars();

  private Validity() {}

  static Decision.@Nullable Rejected check(Command command, long now) {
    Verb verb = command.verb();
    if (verb instanceof Verb.Charge charge
        && charge.eventTime() > 0
        && charge.eventTime() + Limits.DEDUPE_MS <= now) {
      return Refusal.of(Rejection.EVENT_TOO_OLD, "the event's time is " + charge.eventTime());
    }
    if (!isId(command.id())) {
      return Refusal.of(Rejection.ID_INVALID, "the command's id");
    }
    if (!isTime(command.time())) {
      return Refusal.of(Rejection.TIME_INVALID, "the command's time is " + command.time());
    }
    Decision.Rejected ofVerb = check(verb, now);
    if (ofVerb != null) {
      return ofVerb;
    }
    Decision.Rejected ofNote = check(verb.note());
    Opening opening = command.opening();
    return ofNote != null || opening == null ? ofNote : check(opening);
  }

  private static Decision.@Nullable Rejected check(Verb verb, long now) {
    return switch (verb) {
      case Verb.Grant grant -> check(grant, now);
      case Verb.Charge charge -> amountAndLimit(charge.amount(), charge.overdraftLimit());
      case Verb.PlaceHold hold -> check(hold);
      case Verb.Capture capture -> check(capture);
      case Verb.Revoke revoke -> check(revoke);
      case Verb.Renew renew -> check(renew);
      case Verb.ChangePlan change -> check(change);
      case Verb.Track track -> check(track);
      case Verb.Open open -> check(open.what());
      case Verb.Release release -> null;
      case Verb.ReportProgress progress -> null;
      case Verb.Touch touch -> null;
    };
  }

  private static Decision.@Nullable Rejected check(Verb.Grant grant, long now) {
    if (grant.amount() <= 0 || grant.amount() > Limits.AMOUNT) {
      return amount(grant.amount());
    }
    if (grant.source() == Source.DAILY || grant.source() == Source.ROLLOVER) {
      return Refusal.of(Rejection.SOURCE_NOT_GRANTABLE, grant.source().text());
    }
    if (grant.expiresAt() == 0) {
      return grant.source() == Source.SUBSCRIPTION
          ? Refusal.of(Rejection.EXPIRY_REQUIRED, "expiresAt")
          : null;
    }
    boolean sound =
        grant.expiresAt() > now && (isTime(grant.expiresAt()) || grant.expiresAt() == Bucket.NEVER);
    return sound ? null : Refusal.of(Rejection.EXPIRY_INVALID, "expiresAt is " + grant.expiresAt());
  }

  private static Decision.@Nullable Rejected check(Verb.PlaceHold hold) {
    if (hold.amount() <= 0 || hold.amount() > Limits.AMOUNT) {
      return amount(hold.amount());
    }
    if (hold.timeoutMs() < 0 || hold.timeoutMs() > Limits.LONGEST_HOLD_MS) {
      return Refusal.of(Rejection.TIMEOUT_INVALID, "the timeout is " + hold.timeoutMs() + " ms");
    }
    return limit(hold.overdraftLimit());
  }

  /** What was held for may have taken nothing. */
  private static Decision.@Nullable Rejected check(Verb.Capture capture) {
    return capture.amount() == 0
        ? limit(capture.overdraftLimit())
        : amountAndLimit(capture.amount(), capture.overdraftLimit());
  }

  private static Decision.@Nullable Rejected check(Verb.Revoke revoke) {
    if (revoke.cause().isEmpty() || revoke.cause().length() > LONGEST_ID) {
      return Refusal.of(Rejection.ID_INVALID, "the cause of a revoke");
    }
    boolean sound =
        revoke.restored()
            || revoke.target() == Long.MAX_VALUE
            || (revoke.target() > 0 && revoke.target() <= Limits.AMOUNT);
    return sound ? null : amount(revoke.target());
  }

  private static Decision.@Nullable Rejected check(Verb.Renew renew) {
    if (renew.amount() < 0 || renew.amount() > Limits.AMOUNT) {
      return amount(renew.amount());
    }
    boolean sound =
        isTime(renew.periodStart())
            && isTime(renew.periodEnd())
            && renew.periodStart() < renew.periodEnd();
    return sound ? check(renew.plan()) : Refusal.of(Rejection.PERIOD_INVALID, "the period");
  }

  private static Decision.@Nullable Rejected check(Verb.ChangePlan change) {
    return isTime(change.periodEnd())
        ? check(change.plan())
        : Refusal.of(Rejection.PERIOD_INVALID, "the period's end");
  }

  private static Decision.@Nullable Rejected check(Verb.Track track) {
    if (track.quantity() <= 0 || track.quantity() > Limits.AMOUNT / Amounts.UNIT) {
      return Refusal.of(Rejection.AMOUNT_INVALID, "the quantity is " + track.quantity());
    }
    return track.limit() < 0 ? Refusal.of(Rejection.LIMIT_INVALID, "the tier's limit") : null;
  }

  private static Decision.@Nullable Rejected check(Opening opening) {
    if (opening.grants().size() >= Limits.LIVE_BUCKETS) {
      return Refusal.of(Rejection.TOO_MANY_BUCKETS, "the opening grants");
    }
    long sum = 0;
    for (OpeningGrant grant : opening.grants()) {
      if (grant.amount() < 0 || grant.amount() > Limits.AMOUNT) {
        return amount(grant.amount());
      }
      if (grant.source() == Source.DAILY) {
        return Refusal.of(Rejection.SOURCE_NOT_GRANTABLE, grant.source().text());
      }
      sum += grant.amount();
      if (sum > Limits.EVER_GRANTED) {
        return Refusal.of(Rejection.BALANCE_TOO_LARGE, "the opening grants");
      }
    }
    return check(opening.plan());
  }

  private static Decision.@Nullable Rejected check(PlanTerms terms) {
    boolean sound =
        terms.dailyBonus() >= 0
            && terms.dailyBonus() <= Limits.AMOUNT
            && terms.monthlyBonusCap() >= 0
            && terms.rolloverCap() >= 0;
    return sound ? null : Refusal.of(Rejection.LIMIT_INVALID, "the terms of plan " + terms.key());
  }

  private static Decision.@Nullable Rejected amountAndLimit(long amount, long limit) {
    return amount <= 0 || amount > Limits.AMOUNT ? amount(amount) : limit(limit);
  }

  private static Decision.Rejected amount(long amount) {
    return Refusal.of(Rejection.AMOUNT_INVALID, "the amount is " + Amounts.format(amount));
  }

  private static Decision.@Nullable Rejected limit(long limit) {
    return limit < 0 || limit > Limits.AMOUNT
        ? Refusal.of(Rejection.LIMIT_INVALID, "the overdraft limit is " + Amounts.format(limit))
        : null;
  }

  private static Decision.@Nullable Rejected check(Note note) {
    if (isLong(note.operation()) || isLong(note.reason())) {
      return Refusal.of(Rejection.TEXT_TOO_LONG, "operation or reason");
    }
    String metadata = note.metadata();
    boolean large =
        metadata != null
            && metadata.length() * 3 > Limits.METADATA_BYTES
            && metadata.getBytes(StandardCharsets.UTF_8).length > Limits.METADATA_BYTES;
    return large ? Refusal.of(Rejection.METADATA_TOO_LARGE, "metadata") : null;
  }

  private static boolean isLong(@Nullable String text) {
    return text != null && text.length() > Limits.TEXT_CHARS;
  }

  private static boolean isTime(long time) {
    return time >= 0 && time < Limits.LATEST_TIME;
  }

  static boolean isId(String id) {
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c >= ID_CHARS.length || !ID_CHARS[c]) {
        return false;
      }
    }
    return true;
  }

  /** By its code: asked for every character of every command. */
  private static boolean[] idChars() {
    boolean[] chars = new boolean[128];
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:@|"
        .chars()
        .forEach(c -> chars[c] = true);
    return chars;
  }
}
