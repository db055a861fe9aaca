package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledBrokerTest {
  private static final int KILLS = 6;
  private static final int LONGEST_MS = 200;

  @TempDir Path folder;

  @Test
  void whatWasBeingCommittedIsCommittedEverywhereAfterAKill() throws Exception {
    Random random = new Random();
    int port = Ports.free();
    for (int kill = 0; kill < KILLS; kill++) {
      Process broker = start(port);
      try (BufferedReader said = broker.inputReader()) {
        String open = lineWith(CommittingBroker.LEFT_OPEN, said);
        assertThat(open).as("after %d kills", kill).endsWith("[]");
        lineWith(CommittingBroker.WORKS, said);
        Thread.sleep(Duration.ofMillis(random.nextInt(LONGEST_MS)));
      } finally {
        broker.destroyForcibly();
        broker.onExit().join();
      }
    }
  }

  private Process start(int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CommittingBroker.class.getName(),
            folder.toString(),
            Integer.toString(port))
        .redirectErrorStream(true)
        .start();
  }

  private static String lineWith(String words, BufferedReader said) throws IOException {
    StringBuilder before = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.contains(words)) {
        return line;
      }
      before.append(line).append('\n');
    }
    throw new AssertionError("The broker ended before it said \"" + words + "\":\n" + before);
  }
}
