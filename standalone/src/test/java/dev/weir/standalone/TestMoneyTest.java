package dev.weir.standalone;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that use test money and its clock, one after the other. */
@Order(3)
class TestMoneyTest {

  @ParameterizedTest
  @MethodSource("suites")
  void keepsTheContract(String file) throws Exception {
    Suite.run(file);
  }

  static List<String> suites() throws IOException {
    return Suite.files(Suite.Kind.TEST);
  }
}
