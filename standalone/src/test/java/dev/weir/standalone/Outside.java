package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Commands of another language, run against the Weir that all tests share. */
final class Outside {
  private static final long MOST_MINUTES = 8;

  private Outside() {}

  /** Runs a command to its end, which must be a success, and answers what it said. */
  static String run(Path folder, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("weir-outside", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(RunningWeir.shared().environment());
    // For Weir's own commands, by the classes that are being tested.
    builder.environment().put("WEIR_TEST_JAVA", System.getProperty("java.home") + "/bin/java");
    builder.environment().put("WEIR_TEST_CLASS_PATH", System.getProperty("java.class.path"));
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String said = Files.readString(output);
    Files.delete(output);
    assertThat(ended && process.exitValue() == 0)
        .as("%s%n%s", String.join(" ", command), said)
        .isTrue();
    return said;
  }
}
