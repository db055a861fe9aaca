package dev.weir.client;

import dev.weir.client.UsageBuffer.Encoded;
import dev.weir.client.UsageBuffer.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the queue into batches that respect count, bytes and linger. Used by the sending thread
 * alone.
 */
final class Batching {
  private final BlockingQueue<Encoded> waiting;
  private final Limits limits;
  private List<Encoded> taken = new ArrayList<>();
  private @Nullable Encoded carried;

  Batching(BlockingQueue<Encoded> waiting, Limits limits) {
    this.waiting = waiting;
    this.limits = limits;
  }

  /**
   * Waits for a first event, then for company until the batch is full or the first has lingered
   * long enough.
   */
  List<Encoded> next() throws InterruptedException {
    Encoded first = carried != null ? carried : waiting.take();
    carried = null;
    taken.add(first);
    int bytes = 2 + first.bytes();
    long deadline = System.nanoTime() + limits.linger().toNanos();
    while (taken.size() < limits.batchEvents()) {
      Encoded more = waiting.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (more == null) {
        break;
      }
      if (bytes + more.bytes() > limits.batchBytes()) {
        carried = more;
        break;
      }
      bytes += more.bytes();
      taken.add(more);
    }
    List<Encoded> batch = taken;
    taken = new ArrayList<>();
    return batch;
  }

  /**
   * What was taken from the queue and is in no batch that {@link #next} returned: only a stopped
   * sender has any.
   */
  List<Encoded> left() {
    List<Encoded> left = new ArrayList<>(taken);
    if (carried != null) {
      left.add(carried);
    }
    return left;
  }
}
