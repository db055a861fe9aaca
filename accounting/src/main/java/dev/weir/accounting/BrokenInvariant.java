package dev.weir.accounting;

/** The books do not balance: nothing may go on as if they did. */
public final class BrokenInvariant extends IllegalStateException {

  public BrokenInvariant(String what, long expected, long found) {
    super(what + ": expected " + expected + ", found " + found);
  }
}
