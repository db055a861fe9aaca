package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.platform.StartupFailure;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RunningTest {
  private final Running running = new Running();

  @Test
  void closingWaitsForThePartThatIsBeingStarted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean stopped = new AtomicBoolean();
    Thread starting =
        Thread.ofVirtual().start(() -> running.start(() -> slowly(begun, () -> stopped.set(true))));

    begun.await();
    running.close();

    assertThat(stopped).isTrue();
    starting.join();
  }

  @Test
  void nothingIsStartedOnceItIsClosed() {
    running.close();

    assertThatThrownBy(() -> running.start(() -> () -> {})).isInstanceOf(StartupFailure.class);
  }

  private static AutoCloseable slowly(CountDownLatch begun, AutoCloseable part) {
    begun.countDown();
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return part;
  }
}
