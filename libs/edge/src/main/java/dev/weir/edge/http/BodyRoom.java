package dev.weir.edge.http;

import dev.weir.edge.problem.Problem;
import java.util.concurrent.Semaphore;

/**
 * How much of all bodies together may be in memory, and how many may be on their way. Whoever sends
 * bodies has not said yet who it is, and must not be able to fill the memory; over the limit is 503
 * for a moment. Small bodies have room of their own: a few large ones that come slowly must not
 * keep everybody else out.
 */
final class BodyRoom {
  private static final int SMALL = 16 * 1024;
  private static final int BYTES_OF_SMALL = 8 * 1024 * 1024;
  private static final int BYTES_OF_LARGE = 16 * 1024 * 1024;
  private static final int RECEIVING = 1_000;

  private final Semaphore small = new Semaphore(BYTES_OF_SMALL);
  private final Semaphore large = new Semaphore(BYTES_OF_LARGE);
  private final Semaphore receiving = new Semaphore(RECEIVING);

  /**
   * One request's part, given back when the request is over.
   *
   * @param announced how long the body will be; negative if nobody has said
   */
  Share share(long announced) {
    return new Share(announced >= 0 && announced <= SMALL ? small : large);
  }

  final class Share implements AutoCloseable {
    private final Semaphore bytes;
    private int taken;
    private boolean receives;

    private Share(Semaphore bytes) {
      this.bytes = bytes;
    }

    /** For a body that did not come together with its headers. */
    void beginReceiving() {
      receives = receiving.tryAcquire();
      if (!receives) {
        throw busy();
      }
    }

    void endReceiving() {
      if (receives) {
        receives = false;
        receiving.release();
      }
    }

    void take(int count) {
      if (!bytes.tryAcquire(count)) {
        throw busy();
      }
      taken += count;
    }

    @Override
    public void close() {
      bytes.release(taken);
    }
  }

  private static Problem busy() {
    return Problem.unavailable("too_busy", "Too much is in flight. Try again.", 1)
        .header("Connection", "close");
  }
}
