package dev.weir.standalone;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strict clients, written in another language, against the whole of Weir over HTTP. */
@Order(2)
class FromOutsideTest {

  @BeforeAll
  static void compileTheDocumentsClients() throws Exception {
    Suite.install();
    Outside.run(Suite.FOLDER, "npx", "--no-install", "tsc", "-p", "documents");
  }

  @ParameterizedTest
  @MethodSource("suites")
  void theApiKeepsItsContract(String file) throws Exception {
    Suite.run(file);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theDocumentsOwnClientsWorkUnchanged(String file) throws Exception {
    Suite.run("../../../target/documents/" + file.replaceAll("ts$", "js"));
  }

  static List<String> suites() throws IOException {
    return Suite.files(Suite.Kind.LIVE);
  }

  static List<String> documents() throws IOException {
    return Suite.files(Suite.Kind.DOCUMENT);
  }
}
