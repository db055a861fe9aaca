package dev.weir.ingest.stripe.replay;

import dev.weir.accounting.Mode;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Tenant;
import dev.weir.ingest.stripe.Intake;
import dev.weir.ingest.stripe.Taken;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes events of the past down, in their order, and counts them. */
final class Replay {
  private static final int IN_FLIGHT = 500;
  private static final int REFUSALS_SHOWN = 20;
  private static final long PROGRESS_MS = 1_000;

  private final Intake intake;
  private final Collection<Tenant> tenants;
  private final Function<Taken, Future<RecordMetadata>> log;
  private final PrintStream progress;
  private final Deque<Future<RecordMetadata>> sent = new ArrayDeque<>();
  private final Map<String, Long> types = new TreeMap<>();
  private final Set<String> modes = new TreeSet<>();
  private final List<String> refusals = new ArrayList<>();
  private long written;
  private long refused;
  private long lastOffset = -1;
  private long nextProgress;

  Replay(
      Intake intake,
      Collection<Tenant> tenants,
      Function<Taken, Future<RecordMetadata>> log,
      PrintStream progress) {
    this.intake = intake;
    this.tenants = tenants;
    this.log = log;
    this.progress = progress;
  }

  /**
   * @param lastOffset of the last event in the topic, -1 when there was none
   * @param modes in which they were written
   * @param refusals why some were not written, the first of them
   */
  record Counts(
      long written,
      long refused,
      long lastOffset,
      Map<String, Long> types,
      Set<String> modes,
      List<String> refusals) {

    /** For a person. */
    List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("written: " + written + " events");
      types.forEach((type, count) -> lines.add("  %-48s %8d".formatted(type, count)));
      if (refused > 0) {
        lines.add("refused: " + refused);
        refusals.forEach(each -> lines.add("  " + each));
      }
      if (refused > refusals.size()) {
        lines.add("  and " + (refused - refusals.size()) + " more");
      }
      return lines;
    }
  }

  Counts run(Events events) throws IOException {
    events.each(
        (where, event) -> {
          take(where, event);
          show(events.size(), false);
        });
    while (!sent.isEmpty()) {
      settle();
    }
    show(events.size(), true);
    return new Counts(written, refused, lastOffset, types, modes, refusals);
  }

  private void take(String where, byte[] event) {
    Taken taken;
    try {
      taken = intake.replayed(event, tenants, System.currentTimeMillis());
    } catch (Problem e) {
      refused++;
      if (refusals.size() < REFUSALS_SHOWN) {
        refusals.add(where + ": " + e.code() + ", " + e.detail());
      }
      return;
    }
    if (sent.size() == IN_FLIGHT) {
      settle();
    }
    sent.add(log.apply(taken));
    types.merge(taken.event().getType(), 1L, Long::sum);
    modes.add((taken.event().getLivemode() ? Mode.LIVE : Mode.TEST).text());
    written++;
  }

  private void settle() {
    try {
      lastOffset = Math.max(lastOffset, sent.remove().get().offset());
    } catch (ExecutionException e) {
      throw Problem.unavailable(
          "kafka_unavailable", "Kafka does not take the events: " + e.getCause(), 5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("interrupted", "The replay was stopped.", 1);
    }
  }

  private void show(long size, boolean last) {
    long now = System.currentTimeMillis();
    if (now < nextProgress && !last) {
      return;
    }
    nextProgress = now + PROGRESS_MS;
    String of = size < 0 ? "" : " of " + size;
    progress.print("\r" + (written + refused) + of + " events" + (last ? "\n" : ""));
    progress.flush();
  }
}
