package dev.weir.streams.decide;

/** Where a record can go; each is a sink of the topology under the same name. */
public enum Sink {
  LEDGER("ledger"),
  DECISIONS("decisions"),
  BUILDS("builds"),
  QUARANTINE("quarantine");

  private final String node;

  Sink(String node) {
    this.node = node;
  }

  /** The name of the sink node. */
  public String node() {
    return node;
  }
}
