package dev.weir.streams.decide;

/**
 * Why a record went to quarantine, beside the wire's own reasons why bytes cannot be decoded or
 * understood. The codes are stable: people search for them and count by them.
 */
public enum Reason {
  KEY_MISSING,
  VALUE_MISSING,
  TOO_LARGE,
  INCONSISTENT_KEY,
  EFFECTS_TOO_LARGE;

  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
