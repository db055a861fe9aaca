package dev.weir.standalone;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tokens of end users open, and what not. */
@ResourceLock(EndUsersTest.ISSUER)
class EndUsersTest {
  static final String ISSUER = "the issuer's port";

  @ParameterizedTest
  @MethodSource("suites")
  void theirTokensOpenNothingElse(String file) throws Exception {
    Suite.run(file);
  }

  static List<String> suites() throws IOException {
    return Suite.files(Suite.Kind.ISSUER);
  }
}
