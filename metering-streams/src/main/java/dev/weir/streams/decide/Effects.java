package dev.weir.streams.decide;

import dev.weir.accounting.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that follows from one record of the log, worked out and serialised before the first
 * byte of it is written: an error on the way leaves nothing half-applied.
 */
public final class Effects {

  /** Below what the topics take, so that what fits here never fails there. */
  public static final int LARGEST_OUTPUT = 900 << 10;

  public static final int LARGEST_STATE = 4 << 20;

  private final List<Consumer<Books>> writes = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final @Nullable String trace;
  private boolean fits = true;
  private boolean timePassed;
  private boolean moreIsDue;

  /** An account's state before and after, for whoever keeps sums. */
  public record Change(Account before, Account after) {}

  /**
   * @param trace the W3C trace context that the cause came with
   */
  Effects(@Nullable String trace) {
    this.trace = trace;
  }

  @Nullable String trace() {
    return trace;
  }

  void write(Consumer<Books> write) {
    writes.add(write);
  }

  void state(byte[] state, Consumer<Books> write) {
    fits &= state.length <= LARGEST_STATE;
    writes.add(write);
  }

  void output(Output output) {
    fits &= output.sink() == Sink.QUARANTINE || output.value().length <= LARGEST_OUTPUT;
    outputs.add(output);
  }

  void change(Account before, Account after) {
    changes.add(new Change(before, after));
  }

  void timePassed(boolean moreIsDue) {
    this.timePassed = true;
    this.moreIsDue = moreIsDue;
  }

  /** Tells whether stores and topics can take all of it. */
  boolean fit() {
    return fits;
  }

  /** Writes all state. */
  public void writeTo(Books books) {
    for (Consumer<Books> write : writes) {
      write.accept(books);
    }
  }

  /** Somebody waits for an answer that is among them. */
  public boolean awaited() {
    return outputs.stream().anyMatch(output -> output.sink() == Sink.DECISIONS);
  }

  public List<Output> outputs() {
    return outputs;
  }

  public List<Change> changes() {
    return changes;
  }

  /** The record was a tick. */
  public boolean timePassed() {
    return timePassed;
  }

  /** The tick settled as many accounts as it may, and others may still be due. */
  public boolean moreIsDue() {
    return moreIsDue;
  }
}
