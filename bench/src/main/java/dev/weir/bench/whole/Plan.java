package dev.weir.bench.whole;

import java.time.Duration;
import java.util.List;

/**
 * How long everything takes.
 *
 * @param heat load before the first round, so that code is compiled that a day in service compiles
 * @param rounds each of which measures every row once
 * @param time of one row
 * @param burst how long events are sent as fast as they are taken
 * @param fresh how long probes are sent at half load
 * @param sustained how long the pipeline is held at nearly all it can do; zero: not at all
 * @param manyAccounts of the second measurement of the cost of an event
 * @param manyRows that are in the ledger then, at least
 * @param redisRequests of one row
 * @param limit after which nothing new is begun; rounds may take half of it
 */
record Plan(
    Duration heat,
    int rounds,
    Duration warmUp,
    Duration time,
    Duration burst,
    Duration fresh,
    Duration sustained,
    int manyAccounts,
    long manyRows,
    int redisRequests,
    Duration limit) {

  static final int ACCOUNTS = 10_000;

  static final Plan QUICK =
      new Plan(
          seconds(30),
          2,
          seconds(1),
          seconds(4),
          seconds(3),
          seconds(10),
          seconds(0),
          100_000,
          0,
          100_000,
          seconds(360));

  /** Everything once and shortly, to see that it can be measured; its figures mean nothing. */
  static final Plan SMOKE =
      new Plan(
          seconds(1),
          1,
          seconds(1),
          seconds(1),
          seconds(2),
          seconds(3),
          seconds(0),
          20_000,
          0,
          10_000,
          seconds(240));

  static final Plan LONG =
      new Plan(
          seconds(240),
          3,
          seconds(3),
          seconds(10),
          seconds(10),
          seconds(60),
          seconds(300),
          1_000_000,
          20_000_000,
          500_000,
          seconds(5_400));

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  static Plan of(List<String> arguments) {
    return arguments.contains("--smoke") ? SMOKE : arguments.contains("--quick") ? QUICK : LONG;
  }

  int pgbenchSeconds() {
    return (int) time.toSeconds();
  }
}
