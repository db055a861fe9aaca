package dev.weir.schemas;

import java.time.Duration;

/**
 * What differs between installations.
 *
 * @param partitions of every topic that is keyed by account; fixed once the topics are made
 * @param gateways how many gateway instances there may be: each has a partition of the decisions
 * @param retention of commands, builds, Stripe events and quarantine; the ledger stays for ever
 */
public record TopicSettings(
    int partitions, int gateways, int replicas, int minInsyncReplicas, Duration retention) {

  /** Ids are remembered for this long, and a command may be asked for as long as its id is. */
  private static final Duration SHORTEST = Duration.ofDays(36);

  public TopicSettings {
    if (partitions < 1 || gateways < 1) {
      throw new IllegalArgumentException("A topic has at least one partition.");
    }
    if (minInsyncReplicas < 1 || minInsyncReplicas > replicas) {
      throw new IllegalArgumentException(
          "There cannot be " + minInsyncReplicas + " of " + replicas + " replicas in sync.");
    }
    if (retention.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "Commands are kept for " + SHORTEST.toDays() + " days at least.");
    }
  }

  /** One broker. */
  public static TopicSettings standalone() {
    return new TopicSettings(6, 6, 1, 1, Duration.ofDays(90));
  }
}
