package dev.weir.accounting;

import java.util.Locale;

/** What a ledger entry says happened. */
public enum Kind {
  GRANTED,
  CHARGED,
  HELD,
  CAPTURED,
  RELEASED,
  HOLD_EXPIRED,
  EXPIRED,
  REVOKED,
  ROLLED_OVER,
  DISCARDED,
  DISCARD_PENDING,
  DEBT_REPAID,
  PLAN_CHANGED;

  private final String text = name().toLowerCase(Locale.ROOT);

  public String text() {
    return text;
  }

  public static Kind parse(String text) {
    for (Kind kind : values()) {
      if (kind.text.equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("not a kind of entry: " + text);
  }
}
