package dev.weir.sink.store;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Rows that become durable together, in the order of the topic. */
record LedgerBatch(List<LedgerRow> rows) {
  static final LedgerBatch EMPTY = new LedgerBatch(List.of());

  LedgerBatch {
    rows = List.copyOf(rows);
  }

  LedgerBatch plus(List<LedgerRow> more) {
    List<LedgerRow> both = new ArrayList<>(rows);
    both.addAll(more);
    return new LedgerBatch(both);
  }

  LedgerBatch only(Predicate<LedgerRow> wanted) {
    return new LedgerBatch(rows.stream().filter(wanted).toList());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * By partition, the offset after the batch. Sorted: two writers take the rows' locks in one
   * order.
   */
  SortedMap<Integer, Long> nextOffsets() {
    SortedMap<Integer, Long> next = new TreeMap<>();
    rows.forEach(row -> next.merge(row.ledger().partition(), row.ledger().offset() + 1, Math::max));
    return next;
  }

  /** One moment of every UTC day that the batch touches: enough to know its months. */
  SortedSet<Long> days() {
    long dayMs = 86_400_000L;
    SortedSet<Long> days = new TreeSet<>();
    rows.forEach(row -> days.add(Math.floorDiv(row.recordedAt(), dayMs) * dayMs));
    return days;
  }
}
