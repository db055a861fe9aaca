package dev.weir.standalone;

import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;

/** Thousands of connections at once. */
@Isolated("while they are there, others are turned away")
class CrowdTest {

  @ParameterizedTest
  @FilesOf(Suite.Kind.CROWD)
  void leavesTheRestServed(String file) throws Exception {
    Suite.run(file);
  }
}
