package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClusterPlanTest {
  @Test
  void asManyPortsAreTakenAsItSays() {
    AtomicInteger taken = new AtomicInteger();

    new ClusterPlan(Path.of("data"), Map.of(), taken::incrementAndGet, "development").services();

    assertThat(taken).hasValue(ClusterPlan.PORTS);
  }
}
