package dev.weir.bench.http;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * One line of the table.
 *
 * @param inFlight how many requests are on their way at any moment
 * @param each how many operations one request carries
 */
record Row(String name, int inFlight, int each, Function<Traffic, LongFunction<byte[]>> requests) {

  static final List<Row> ALL =
      List.of(
          new Row("bare-256", 256, 1, Traffic::signatures),
          new Row("charge-1", 1, 1, Traffic::charges),
          new Row("charge-16", 16, 1, Traffic::charges),
          new Row("charge-64", 64, 1, Traffic::charges),
          new Row("charge-256", 256, 1, Traffic::charges),
          new Row("charge-hot-64", 64, 1, Traffic::hotCharges),
          new Row("charge-hot-256", 256, 1, Traffic::hotCharges),
          new Row("balance-64", 64, 1, Traffic::balances),
          new Row("balance-256", 256, 1, Traffic::balances),
          new Row("event-256", 256, 1, Traffic::events),
          new Row("batch-8", 8, Traffic.BATCH, Traffic::batches));

  /** By exact name, or else all that begin so; everything where nothing is named. */
  static List<Row> named(List<String> names) {
    if (names.isEmpty()) {
      return ALL;
    }
    return names.stream().flatMap(name -> matching(name).stream()).distinct().toList();
  }

  private static List<Row> matching(String name) {
    List<Row> exact = ALL.stream().filter(row -> row.name().equals(name)).toList();
    List<Row> found =
        exact.isEmpty() ? ALL.stream().filter(row -> row.name().startsWith(name)).toList() : exact;
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no row is called " + name + "; there are " + ALL.stream().map(Row::name).toList());
    }
    return found;
  }
}
