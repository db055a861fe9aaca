package dev.weir.standalone;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of connections at once. */
@Isolated("while they are there, others are turned away")
class CrowdTest {

  @ParameterizedTest
  @MethodSource("suites")
  void leavesTheRestServed(String file) throws Exception {
    Suite.run(file);
  }

  static List<String> suites() throws IOException {
    return Suite.files(Suite.Kind.CROWD);
  }
}
