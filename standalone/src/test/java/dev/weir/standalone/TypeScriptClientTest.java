package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The TypeScript client's own tests, those against a running Weir included. */
@ExtendWith(AwayFromMidnight.class)
@ResourceLock(EndUsersTest.ISSUER)
@Order(4)
class TypeScriptClientTest {
  private static final Path CLIENT = Path.of("../clients/typescript");

  @BeforeAll
  static void installAndCompileStrictly() throws Exception {
    Outside.run(CLIENT, "npm", "ci", "--no-audit", "--no-fund");
    Outside.run(CLIENT, "npm", "run", "build:test");
  }

  @Test
  void passesItsUnitTests() throws Exception {
    assertThat(Outside.run(CLIENT, "node", "--test", "--test-reporter=tap", "build/unit/"))
        .contains("# fail 0");
  }

  /** Credits, the documents' own handlers, end users, webhooks, isolation, and a real browser. */
  @Test
  void passesItsTestsAgainstARunningWeir() throws Exception {
    assertThat(Outside.run(CLIENT, "node", "build/run-e2e.js")).contains("# fail 0");
  }
}
