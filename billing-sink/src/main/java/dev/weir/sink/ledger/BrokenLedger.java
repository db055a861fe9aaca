package dev.weir.sink.ledger;

/** The ledger is not what it must be. Nobody can fold past this; the views stop and say where. */
public final class BrokenLedger extends IllegalStateException {
  public BrokenLedger(String what) {
    super(what);
  }

  public BrokenLedger(String what, Throwable cause) {
    super(what, cause);
  }
}
