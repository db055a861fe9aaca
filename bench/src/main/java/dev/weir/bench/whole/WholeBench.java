package dev.weir.bench.whole;

import dev.weir.bench.figures.Figures;
import dev.weir.bench.figures.Machine;
import dev.weir.bench.figures.Page;
import dev.weir.bench.pipeline.Progress;
import dev.weir.bench.system.Weir;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Everything, in order, and what came of it. */
public final class WholeBench {
  private static final Path RESULTS = Path.of("bench", "results");

  private final Plan plan;
  private final Book book = new Book();
  private final Figures figures = new Figures();

  private WholeBench(Plan plan) {
    this.plan = plan;
  }

  /** One part that can fail without taking the others with it. */
  private interface Part {
    void run() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    boolean smoke = words.contains("--smoke");
    boolean quick = smoke || words.contains("--quick");
    long started = System.nanoTime();
    String load = Machine.load();
    Machine.Time before = Machine.time();
    WholeBench bench = new WholeBench(Plan.of(words));
    bench.measure();
    List<String> notes = new ArrayList<>();
    notes.add("The machine's load before the run was " + load + "; above 0.3 the figures are low.");
    notes.addAll(Notes.of(bench.plan, quick));
    notes.add(
        String.format(
            Locale.ROOT,
            "Of the processors' time during the run, %.0f %% was given to others by the host.",
            Machine.time().stolenSince(before) * 100));
    List<String> rows = new ArrayList<>(bench.book.lines());
    if (!quick) {
      rows.addAll(OnDisk.table(bench.plan));
    }
    String command = ("./weir bench " + String.join(" ", words)).strip();
    Path folder = smoke ? Files.createTempDirectory("weir-smoke") : RESULTS;
    Path page = new Page(command, notes, bench.figures, rows).write(folder, quick ? "-quick" : "");
    System.err.printf(
        Locale.ROOT,
        "written to %s after %d s%n",
        page,
        (System.nanoTime() - started) / 1_000_000_000);
    System.out.println(bench.figures.json());
    System.exit(0);
  }

  private void measure() throws Exception {
    try (Weir weir = Weir.find(false);
        Progress progress = Progress.of(weir);
        Peers peers = Peers.start(plan, book)) {
      Rounds rounds = new Rounds(weir, plan, book, progress, peers);
      Beside beside = new Beside(weir, plan, book, rounds.traffic(), progress);
      part("rounds", rounds::run);
      part("charges beside events", beside::chargesBesideEvents);
      part("balances at half load", beside::balanceAtHalfLoad);
      part("freshness", () -> beside.freshAtHalfLoad(figures));
      part("sustained", beside::sustained);
      part("rebuild", beside::rebuild);
      part("growth", beside::growth);
      part("redis", peers::redis);
      new Summary(book, figures, peers.absent()).write();
    }
  }

  private void part(String name, Part part) throws InterruptedException {
    if (book.elapsed().compareTo(plan.limit()) > 0) {
      book.remark(name + ": no time was left");
      return;
    }
    System.err.println(name);
    try {
      part.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      book.remark(name + " failed: " + e.getMessage());
    }
  }
}
