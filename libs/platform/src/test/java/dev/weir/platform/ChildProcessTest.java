package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void aProgramThatDiesIsStartedAgainEvenIfThatFailsAtFirst() throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path away = folder.resolve("away");
    String followed = Files.createFile(folder.resolve("followed")).toString();
    Program program =
        new Program(
            "tail",
            List.of("tail", "-f", followed),
            Map.of(),
            followed,
            "TERM",
            logs.resolve("tail.log"));
    ChildProcess child = ChildProcess.start(program, () -> true, LIMIT);
    try {
      // Without a place for what it prints a program cannot be launched.
      awaitRunning(followed);
      Files.move(logs, away);
      ProcessHandle first = running(followed).orElseThrow();
      first.destroyForcibly();
      first.onExit().join();
      Thread.sleep(Duration.ofMillis(1_500));
      assertThat(running(followed)).isEmpty();
      Files.move(away, logs);
      awaitRunning(followed);
    } finally {
      child.close();
    }
    assertThat(running(followed)).isEmpty();
  }

  private static void awaitRunning(String mark) throws InterruptedException {
    Instant limit = Instant.now().plus(LIMIT);
    while (running(mark).isEmpty()) {
      assertThat(Instant.now()).as("it runs again in time").isBefore(limit);
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  private static Optional<ProcessHandle> running(String mark) {
    return ProcessHandle.allProcesses()
        .filter(process -> ChildProcess.hasArgument(process, mark))
        .findFirst();
  }
}
