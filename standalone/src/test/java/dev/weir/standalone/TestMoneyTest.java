package dev.weir.standalone;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;

/** Clients that use test money and its clock, one after the other. */
@Order(3)
class TestMoneyTest {

  @ParameterizedTest
  @FilesOf(Suite.Kind.TEST)
  void keepsTheContract(String file) throws Exception {
    Suite.run(file);
  }
}
