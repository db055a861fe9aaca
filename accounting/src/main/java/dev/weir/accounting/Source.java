package dev.weir.accounting;

/** Where the content of a bucket came from. */
public enum Source {
  DAILY("daily"),
  SUBSCRIPTION("subscription"),
  ROLLOVER("rollover"),
  PACKAGE("package"),
  WELCOME("welcome"),
  GIFT("gift");

  private final String text;

  Source(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** Somebody pays for it, so a grant from it repays debt first. */
  public boolean paid() {
    return this == PACKAGE || this == SUBSCRIPTION;
  }

  public static Source parse(String text) {
    for (Source source : values()) {
      if (source.text.equals(text)) {
        return source;
      }
    }
    throw new IllegalArgumentException("not a source: " + text);
  }
}
