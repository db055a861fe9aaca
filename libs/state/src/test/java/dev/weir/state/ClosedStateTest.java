package dev.weir.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Materialized;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosedStateTest {
  @TempDir Path folder;
  private Path task;

  @BeforeEach
  void whatATaskLeft() throws IOException {
    task = Files.createDirectories(folder.resolve("app/0_0"));
    Files.writeString(task.resolve("state"), "of a task");
  }

  @Test
  void isKeptIfWhoeverUsedItLastClosedIt() {
    ClosedState before = new ClosedState(folder);
    use(before);
    before.closed();

    use(new ClosedState(folder));

    assertThat(task.resolve("state")).exists();
  }

  @Test
  void isMadeAgainIfWhoeverUsedItLastDidNot() {
    use(new ClosedState(folder));

    use(new ClosedState(folder));

    assertThat(task.resolve("state")).doesNotExist();
  }

  @Test
  void isNotClosedByWhoeverNeverUsedIt() {
    use(new ClosedState(folder));
    new ClosedState(folder).closed();

    use(new ClosedState(folder));

    assertThat(task.resolve("state")).doesNotExist();
  }

  /** Not started: nobody listens there. */
  private void use(ClosedState state) {
    Properties p = new Properties();
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
    p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    p.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    StreamsBuilder topology = new StreamsBuilder();
    topology.table("any", Materialized.as("store"));
    try (KafkaStreams streams = new KafkaStreams(topology.build(), p)) {
      state.use(streams);
    }
  }
}
