package dev.weir.sink.store;

import dev.weir.schemas.fault.CrashPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("a crash point is armed for every writer of the process")
class WriterSessionDiesTest extends LedgerAndDatabase {
  @AfterEach
  void disarm() {
    CrashPoints.arm("");
  }

  /** F35, within one process: the session dies at the point and another one takes over. */
  @ParameterizedTest
  @ValueSource(strings = {"K1", "K2", "K3"})
  void aFailureAtAnyPointOfATransactionLosesAndRepeatsNothing(String point) throws Exception {
    CrashPoints.arm(point + ":2:throw," + point + ":4:throw");
    writer(url);
    appendBatches(20);
    rowsAreTheEntries();
  }
}
