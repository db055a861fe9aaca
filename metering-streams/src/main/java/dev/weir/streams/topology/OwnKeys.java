package dev.weir.streams.topology;

/**
 * Under what a partition keeps its own affairs in the store of its accounts. No account's key
 * begins with a zero. In one store because each has a changelog, and each of those costs every
 * transaction a batch and a mark.
 */
final class OwnKeys {

  static final String FENCE = "\0fence";
  static final String SUMS = "\0sums/";

  /** Behind every key of the sums. */
  static final String BEHIND_SUMS = "\0sums0";

  private OwnKeys() {}
}
