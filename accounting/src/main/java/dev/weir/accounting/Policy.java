package dev.weir.accounting;

/** What a charge does when the balance does not cover it. */
public enum Policy {
  /** All or nothing. */
  STRICT("strict"),
  /** Take what is there and record the shortfall. */
  CLAMP("clamp"),
  /** The shortfall becomes debt, up to a limit. */
  OVERDRAFT("overdraft");

  private final String text;

  Policy(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public static Policy parse(String text) {
    for (Policy policy : values()) {
      if (policy.text.equals(text)) {
        return policy;
      }
    }
    throw new IllegalArgumentException("not a policy: " + text);
  }
}
