package dev.weir.standalone;

import dev.weir.platform.StartupFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started so far; closed last first. */
final class Running {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private boolean closed;

  /** Remembers a part; one that comes up while we already stop is stopped at once. */
  synchronized <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    if (closed) {
      closeAll();
    }
    return part;
  }

  /**
   * Starts a part that has processes of its own. Whoever closes waits for it: the end of ours in
   * the middle of a start would leave them behind.
   */
  synchronized <T extends AutoCloseable> T start(Supplier<T> part) {
    if (closed) {
      throw new StartupFailure("It was stopped while it started.");
    }
    return add(part.get());
  }

  synchronized void close() {
    closed = true;
    closeAll();
  }

  private void closeAll() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("A part did not stop cleanly; the others are stopped all the same", e);
      }
    }
  }
}
