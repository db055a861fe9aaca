package dev.weir.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strict clients, written in another language, against the whole of Weir over HTTP. */
class FromOutsideTest {
  private static final Path SUITE = Path.of("src/test/e2e");
  private static final String COMPILED = "../../../target/documents/";

  @BeforeAll
  static void compileTheDocumentsClients() throws Exception {
    Outside.run(SUITE, "npm", "ci", "--no-audit", "--no-fund");
    Outside.run(SUITE, "npx", "--no-install", "tsc", "-p", "documents");
  }

  @ParameterizedTest
  @MethodSource("suites")
  void theApiKeepsItsContract(String file) throws Exception {
    Outside.run(SUITE, "node", "--test", file);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theDocumentsOwnClientsWorkUnchanged(String file) throws Exception {
    Outside.run(SUITE, "node", "--test", COMPILED + file.replaceAll("ts$", "js"));
  }

  static List<String> suites() throws IOException {
    return files(SUITE, ".test.mjs");
  }

  static List<String> documents() throws IOException {
    return files(SUITE.resolve("documents"), ".test.ts");
  }

  private static List<String> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .sorted()
          .toList();
    }
  }
}
