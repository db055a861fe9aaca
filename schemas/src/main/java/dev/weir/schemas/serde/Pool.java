package dev.weir.schemas.serde;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Things that are dear to make and can serve one thread at a time. A pool and not a thread-local,
 * because most of our threads are virtual and live for one request. Nobody waits while holding one,
 * so there are never many more than processors.
 */
final class Pool<T> {

  private final Queue<T> idle = new ConcurrentLinkedQueue<>();
  private final Supplier<T> make;

  Pool(Supplier<T> make) {
    this.make = make;
  }

  T take() {
    T one = idle.poll();
    return one == null ? make.get() : one;
  }

  /** Not called after a failure: what failed half-way is left to the garbage collector. */
  void give(T one) {
    idle.offer(one);
  }
}
