package dev.weir.bench.whole;

import dev.weir.bench.pipeline.Progress;
import dev.weir.bench.system.Weir;
import java.util.ArrayList;
import java.util.List;

/** The same rounds with both sides waiting for the disk, on a Weir of their own. */
final class OnDisk {
  private OnDisk() {}

  static List<String> table(Plan plan) {
    List<String> lines = new ArrayList<>(List.of("", "Both sides waiting for the disk:"));
    Book book = new Book();
    System.err.println("the same with WEIR_FSYNC=1");
    try (Weir weir = Weir.start(true);
        Progress progress = Progress.of(weir);
        Peers peers = Peers.start(plan, book)) {
      new Rounds(weir, plan, book, progress, peers).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      book.remark("interrupted");
    } catch (Exception e) {
      book.remark("not all of it was measured: " + e.getMessage());
    }
    lines.addAll(book.lines());
    return lines;
  }
}
