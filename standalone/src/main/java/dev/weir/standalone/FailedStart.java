package dev.weir.standalone;

import dev.weir.platform.StartupFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A start that failed: one line for the person at the terminal, and the end of what was begun. */
final class FailedStart {
  private static final Logger LOG = LoggerFactory.getLogger(FailedStart.class);

  private FailedStart() {}

  /** What was started already has threads of its own, which would keep the process for ever. */
  static void end(RuntimeException failure) {
    if (stopping()) {
      // A start that was stopped half-way fails in many ways, and none of them is news.
      return;
    }
    if (failure instanceof StartupFailure) {
      LOG.debug("The reason in full", failure);
    } else {
      LOG.error("The start failed", failure);
    }
    // ./weir shows the line that begins like this.
    System.err.println("weir: " + sentence(failure));
    System.exit(1);
  }

  /** The only way to ask a JVM whether it is ending: then it takes no more hooks. */
  private static boolean stopping() {
    try {
      Thread hook = new Thread(() -> {});
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException ending) {
      return true;
    }
  }

  static String sentence(RuntimeException failure) {
    return failure instanceof StartupFailure
        ? String.valueOf(failure.getMessage())
        : "It cannot start: " + rootMessage(failure);
  }

  static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
