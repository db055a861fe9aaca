package dev.weir.standalone;

import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;

/** What the tokens of end users open, and what not. */
@ResourceLock(EndUsersTest.ISSUER)
class EndUsersTest {
  static final String ISSUER = "the issuer's port";

  @ParameterizedTest
  @FilesOf(Suite.Kind.ISSUER)
  void theirTokensOpenNothingElse(String file) throws Exception {
    Suite.run(file);
  }
}
