package dev.weir.bench.whole;

import java.util.ArrayList;
import java.util.List;

/** What a reader has to know to believe the figures. */
final class Notes {
  private Notes() {}

  static List<String> of(Plan plan, boolean quick) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Weir, its peers and the load generator share the machine; a peer is measured while Weir"
            + " stands idle beside it (its idle cores are a row), and Weir while the peer does.");
    notes.add(
        plan.rounds()
            + " rounds of "
            + plan.time().toSeconds()
            + " s a row, every second one backwards. Ratios are of the same round.");
    notes.add(
        "Rows named by a number in flight are closed loops: each connection sends its next request"
            + " when its last was answered. Everything at a rate or at half load is open loop:"
            + " latency counts from when a request was due.");
    notes.add(
        "Neither Kafka here nor Weir on it waits for the disk (WEIR_FSYNC=0); PostgreSQL does, as"
            + " it comes. The long form has a second table with both waiting.");
    notes.add(
        "A pipeline row counts from the first request to the last PostgreSQL row, and the number of"
            + " rows is checked against the number of accepted events. The raw producer writes the"
            + " same bytes to a topic that nobody reads, while Weir's events are decided"
            + " meanwhile.");
    if (quick) {
      notes.add(
          "Quick form: the pipeline is a burst and not five minutes, and the cost of growth is"
              + " taken at "
              + plan.manyAccounts()
              + " accounts and the rows of this run, not at a million and 20 million.");
    }
    return notes;
  }
}
