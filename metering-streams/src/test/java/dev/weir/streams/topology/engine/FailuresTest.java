package dev.weir.streams.topology.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void aBugStopsTheApplicationAndItsOwnSentenceIsKept() {
    Failures failures = new Failures(Clock.systemUTC());

    StreamThreadExceptionResponse response =
        failures.handle(
            new StreamsException(
                "Exception caught in process.", new IllegalStateException("It is due again.")));

    assertThat(response).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThat(failures.fatal()).map(Throwable::getMessage).hasValue("It is due again.");
  }

  /** F13: its transaction was ended while it slept; nothing of it is left, and it begins again. */
  @Test
  void whoeverSleptInATransactionBeginsAgain() {
    Failures failures = new Failures(Clock.systemUTC());

    StreamThreadExceptionResponse response =
        failures.handle(
            new StreamsException("Error committing.", new InvalidTxnStateException("It ended.")));

    assertThat(response).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(failures.fatal()).isEmpty();
  }
}
