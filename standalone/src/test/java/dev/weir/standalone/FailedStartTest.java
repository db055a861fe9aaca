package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.StartupFailure;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailedStartTest {
  @Test
  void whatWasForeseenIsSaidAsItIs() {
    assertThat(FailedStart.sentence(new StartupFailure("The port is taken.")))
        .isEqualTo("The port is taken.");
  }

  @Test
  void ofWhatWasNotForeseenTheFirstCauseIsSaid() {
    assertThat(FailedStart.sentence(new CompletionException(new ConnectException("refused"))))
        .isEqualTo("It cannot start: ConnectException: refused");
  }
}
