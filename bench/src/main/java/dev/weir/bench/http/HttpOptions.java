package dev.weir.bench.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What was asked for.
 *
 * @param port of a Weir that already runs; 0 for {@code WEIR_URL}, or else one of our own
 * @param perSecond a constant arrival rate; 0 for as fast as it answers
 */
record HttpOptions(
    List<String> rows,
    Duration warmUp,
    Duration time,
    int port,
    int accounts,
    double perSecond,
    boolean fsync) {

  static final String USAGE =
      """
      usage: ./weir bench http [ROW ...] [--seconds 5] [--warm-up 2] [--rate N] [--accounts 10000]
                               [--port N of a Weir that runs] [--fsync]
      rows, by name or how it begins: bare charge-1 charge-16 charge-64 charge-256 charge-hot balance event batch
      """;

  static HttpOptions parse(String[] arguments) {
    List<String> rows = new ArrayList<>();
    double seconds = 5;
    double warmUp = 2;
    double rate = 0;
    int port = 0;
    int accounts = 10_000;
    boolean fsync = false;
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    while (!rest.isEmpty()) {
      String word = rest.pop();
      switch (word) {
        case "--seconds" -> seconds = Double.parseDouble(rest.pop());
        case "--warm-up" -> warmUp = Double.parseDouble(rest.pop());
        case "--rate" -> rate = Double.parseDouble(rest.pop());
        case "--port" -> port = Integer.parseInt(rest.pop());
        case "--accounts" -> accounts = Integer.parseInt(rest.pop());
        case "--fsync" -> fsync = true;
        default -> {
          if (word.startsWith("-")) {
            throw new IllegalArgumentException("unknown option " + word);
          }
          rows.add(word);
        }
      }
    }
    return new HttpOptions(rows, of(warmUp), of(seconds), port, accounts, rate, fsync);
  }

  private static Duration of(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }
}
