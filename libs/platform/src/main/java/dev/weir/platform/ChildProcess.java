package dev.weir.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program of ours in a process of its own, which is started again when it dies. */
final class ChildProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  // A rehearsal writes its start cache when it is stopped.
  private static final Duration STOP_LIMIT =
      Duration.ofSeconds(Boolean.getBoolean(StartCache.REHEARSAL) ? 120 : 10);
  private static final Duration RESTART_PAUSE = Duration.ofMillis(500);

  private final Program program;
  private Process process;
  private boolean closed;

  private ChildProcess(Program program) {
    this.program = program;
    this.process = launch();
  }

  /**
   * Stops what an earlier run of ours left behind, starts the program and waits until it answers.
   */
  static ChildProcess start(Program program, BooleanSupplier ready, Duration limit) {
    stopLeftOver(program.mark(), program.stopSignal());
    ChildProcess child = new ChildProcess(program);
    try {
      child.awaitReady(ready, limit);
    } catch (StartupFailure e) {
      child.close();
      throw e;
    }
    Thread.ofVirtual().name("watching " + program.name()).start(child::watch);
    return child;
  }

  /** Stops what an earlier run left behind, recognised by its mark. */
  static void stopLeftOver(String mark, String stopSignal) {
    ProcessHandle.allProcesses()
        .filter(handle -> handle.pid() != ProcessHandle.current().pid())
        .filter(handle -> hasArgument(handle, mark))
        .forEach(handle -> stop(handle, stopSignal));
  }

  static boolean hasArgument(ProcessHandle handle, String argument) {
    return handle.info().arguments().map(List::of).orElse(List.of()).contains(argument);
  }

  private static void stop(ProcessHandle handle, String stopSignal) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + stopSignal + " " + handle.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      LOG.warn("Process {} could not be signalled and is ended by force", handle.pid(), e);
    }
    CompletableFuture<ProcessHandle> exit = handle.onExit();
    exit.completeOnTimeout(handle, STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
    if (handle.isAlive()) {
      handle.destroyForcibly();
      handle.onExit().join();
    }
  }

  private Process launch() {
    List<String> command = new ArrayList<>();
    // A session of its own: Ctrl-C at the terminal must reach us alone, and we stop the children in
    // order.
    command.add("setsid");
    command.addAll(program.command());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
    builder.environment().putAll(program.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new StartupFailure(program.name() + " cannot be run: " + e.getMessage(), e);
    }
  }

  private void awaitReady(BooleanSupplier ready, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new StartupFailure(program.name() + " stopped while starting: " + lastLine());
      }
      if (System.nanoTime() > end) {
        throw new StartupFailure(
            program.name()
                + " was not ready after "
                + limit.toSeconds()
                + " s; see "
                + program.log());
      }
      pause(Duration.ofMillis(50));
    }
  }

  private String lastLine() {
    try {
      List<String> lines = Files.readAllLines(program.log());
      return lines.isEmpty() ? "it said nothing" : lines.getLast();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void watch() {
    while (true) {
      ended().join();
      pause(RESTART_PAUSE);
      synchronized (this) {
        if (closed) {
          return;
        }
        restart();
      }
    }
  }

  /** What cannot be launched at this moment, for want of memory or disk, is tried again. */
  private void restart() {
    LOG.warn("{} ended with {}; starting it again", program.name(), process.exitValue());
    try {
      process = launch();
    } catch (RuntimeException e) {
      LOG.warn("{} is not started yet; it is tried again", program.name(), e);
    }
  }

  private synchronized CompletableFuture<Process> ended() {
    return process.onExit();
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupFailure("Interrupted while starting.", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (process.isAlive()) {
      stop(process.toHandle(), program.stopSignal());
    }
  }
}
