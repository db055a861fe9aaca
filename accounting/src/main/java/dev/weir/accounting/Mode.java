package dev.weir.accounting;

/** Every key belongs to one mode, and the two never share data. */
public enum Mode {
  LIVE("live"),
  TEST("test");

  private final String text;

  Mode(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public static Mode parse(String text) {
    return switch (text) {
      case "live" -> LIVE;
      case "test" -> TEST;
      default -> throw new IllegalArgumentException("not a mode: " + text);
    };
  }
}
