package dev.weir.standalone;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;

/** Strict clients, written in another language, against the whole of Weir over HTTP. */
@Order(2)
class FromOutsideTest {

  @BeforeAll
  static void compileTheDocumentsClients() throws Exception {
    Suite.install();
    Outside.run(Suite.FOLDER, "npx", "--no-install", "tsc", "-p", "documents");
  }

  @ParameterizedTest
  @FilesOf(Suite.Kind.LIVE)
  void theApiKeepsItsContract(String file) throws Exception {
    Suite.run(file);
  }

  @ParameterizedTest
  @FilesOf(Suite.Kind.DOCUMENT)
  void theDocumentsOwnClientsWorkUnchanged(String file) throws Exception {
    Suite.run("../../../target/documents/" + file.replaceAll("ts$", "js"));
  }
}
