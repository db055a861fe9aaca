package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  private final List<String> told = new ArrayList<>();

  @Test
  void waitsBeyondItsPatienceAndSaysForWhat() throws InterruptedException {
    Iterator<String> missing = List.of("the rows", "the rows", "balances").iterator();
    var readiness =
        new Readiness(
            () -> missing.hasNext() ? missing.next() : null, Duration.ofMillis(50), told::add);

    readiness.await();

    assertThat(missing.hasNext()).isFalse();
    assertThat(told).hasSizeGreaterThan(1);
    assertThat(told.getFirst()).endsWith("it goes on: the rows");
    assertThat(told.getLast()).endsWith("it goes on: balances");
  }

  @Test
  void saysNothingOfWhatIsReadyInTime() throws InterruptedException {
    Iterator<String> missing = List.of("the rows").iterator();
    var readiness =
        new Readiness(
            () -> missing.hasNext() ? missing.next() : null, Duration.ofMinutes(1), told::add);

    readiness.await();

    assertThat(told).isEmpty();
  }
}
