package dev.weir.accounting;

import java.util.Locale;

/**
 * Why a command was refused. The order is the precedence: of several reasons the first is told. The
 * list is published as docs/rejections.md.
 */
public enum Rejection {
  IDEMPOTENCY_KEY_REUSED(422, "The id was used before, for something else."),
  EVENT_TOO_OLD(422, "The event is older than the 35 days for which ids are remembered."),
  ID_INVALID(422, "An id is not 1 to 128 characters of A-Z a-z 0-9 . _ : @ | -"),
  TIME_INVALID(422, "A time lies outside of the years 1970 to 9999."),
  AMOUNT_INVALID(
      422, "The amount is not above 0 and at most 1000000000000, with 6 decimals at most."),
  UNKNOWN_METER(422, "The price book has no such meter."),
  SOURCE_NOT_GRANTABLE(
      422, "Grants are package, subscription, gift or welcome; the others come by themselves."),
  EXPIRY_REQUIRED(422, "A subscription grant must say when it expires."),
  EXPIRY_INVALID(422, "The expiry is not in the future."),
  PERIOD_INVALID(422, "A period must end after it starts."),
  TIMEOUT_INVALID(422, "A hold's timeout is more than 0 and at most 86400 seconds."),
  LIMIT_INVALID(422, "A limit must not be negative or over 1000000000000."),
  TEXT_TOO_LONG(422, "Operation and reason are at most 1024 UTF-16 units each."),
  METADATA_TOO_LARGE(422, "Metadata is at most 4 KiB."),
  ACCOUNT_NOT_FOUND(404, "The account has not been opened."),
  HOLD_NOT_FOUND(404, "There is no such hold."),
  HOLD_CLOSED(409, "The hold has been captured or released, or has timed out."),
  GRANT_NOT_FOUND(404, "There is no such grant."),
  TOO_MANY_BUCKETS(422, "An account has at most 1000 live buckets."),
  TOO_MANY_HOLDS(422, "An account has at most 1000 live holds."),
  BALANCE_TOO_LARGE(422, "Everything ever granted to the account would exceed 2000000000000."),
  RESUME_TOKEN_INVALID(403, "The resume token has been used."),
  TIER_LIMIT_REACHED(429, "The tier's limit for this month is reached."),
  INSUFFICIENT_BALANCE(402, "The balance does not cover the amount."),
  ACCOUNT_TOO_LARGE(422, "What the account would hold is too large to be written.");

  private final String code = name().toLowerCase(Locale.ROOT);
  private final int httpStatus;
  private final String sentence;

  Rejection(int httpStatus, String sentence) {
    this.httpStatus = httpStatus;
    this.sentence = sentence;
  }

  /** The stable code. */
  public String code() {
    return code;
  }

  public String sentence() {
    return sentence;
  }

  /** The status under which the native endpoints tell it. */
  public int httpStatus() {
    return httpStatus;
  }

  public static Rejection parse(String code) {
    for (Rejection rejection : values()) {
      if (rejection.code.equals(code)) {
        return rejection;
      }
    }
    throw new IllegalArgumentException("not a rejection: " + code);
  }
}
