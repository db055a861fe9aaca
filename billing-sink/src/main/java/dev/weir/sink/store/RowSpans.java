package dev.weir.sink.store;

import dev.weir.edge.trace.Span;
import dev.weir.edge.trace.Spans;
import dev.weir.edge.trace.TraceContext;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The end of a trace: an entry's way from the log of commands to its committed row, with its place
 * in either topic.
 */
final class RowSpans implements Consumer<List<LedgerRow>> {
  private final Spans spans;

  RowSpans(Spans spans) {
    this.spans = spans;
  }

  @Override
  public void accept(List<LedgerRow> committed) {
    if (spans.wanted()) {
      committed.forEach(this::tell);
    }
  }

  private void tell(LedgerRow row) {
    String traceparent = row.command().traceparent();
    if (traceparent != null) {
      TraceContext.parse(traceparent).ifPresent(command -> tell(row, command));
    }
  }

  /** A topic's record is stamped when its command came in. */
  private void tell(LedgerRow row, TraceContext command) {
    Map<String, String> attributes =
        Map.of(
            "weir.entry",
            row.entry().fact().kind().text(),
            "weir.seq",
            Long.toString(row.entry().seq()),
            "weir.command",
            row.command().partition() + ":" + row.command().offset(),
            "weir.ledger",
            row.ledger().partition() + ":" + row.ledger().offset());
    Span.What what = new Span.What("ledger row", Span.Kind.CONSUMER, attributes, false);
    spans.add(
        new Span(
            what, command.child(), command.spanId(), row.recordedAt(), System.currentTimeMillis()));
  }
}
