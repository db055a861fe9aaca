package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strict clients, written in another language, against the whole of Weir over HTTP. */
class FromOutsideTest {
  private static final Path SUITE = Path.of("src/test/e2e");
  private static final long MOST_MINUTES = 5;

  @BeforeAll
  static void compileTheDocumentsClients() throws Exception {
    run("npm", "ci", "--no-audit", "--no-fund");
    run("npx", "--no-install", "tsc", "-p", "documents");
  }

  @ParameterizedTest
  @ValueSource(strings = {"charges", "holds", "ledger", "time", "http"})
  void theNativeApiKeepsItsContract(String file) throws Exception {
    run("node", "--test", file + ".test.mjs");
  }

  @Test
  void theDocumentsOwnClientsWorkUnchanged() throws Exception {
    run("node", "--test", "../../../target/documents/aitime.test.js");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("weir-outside", ".txt");
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(SUITE.toFile());
    builder.environment().putAll(RunningWeir.shared().environment());
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    String said = Files.readString(output);
    Files.delete(output);
    assertThat(ended && process.exitValue() == 0)
        .as("%s%n%s", String.join(" ", command), said)
        .isTrue();
  }
}
