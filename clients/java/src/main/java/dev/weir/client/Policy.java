package dev.weir.client;

import java.util.Locale;

/** What happens to the part of a charge that the balance does not cover. */
public enum Policy {
  /** All or nothing. */
  STRICT,
  /** What is there is taken, the rest is recorded. */
  CLAMP,
  /** The rest becomes debt, up to a limit. */
  OVERDRAFT;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
