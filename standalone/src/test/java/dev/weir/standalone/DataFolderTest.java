package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.platform.Ports;
import dev.weir.platform.StartupFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void aFolderInUseIsRefused() throws Exception {
    try (DataFolder first = DataFolder.open(folder)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> DataFolder.open(folder))
          .isInstanceOf(StartupFailure.class)
          .hasMessageContaining("already runs on " + folder);
    }
  }

  @Test
  void aFolderThatWasLeftCanBeOpenedAgain() throws Exception {
    DataFolder.open(folder).close();
    DataFolder.open(folder).close();
  }

  @Test
  void servicesThatAKilledRunLeftInItAreEnded() throws Exception {
    try (ServiceProcess left = service(folder.resolve("data"));
        ServiceProcess elsewhere = service(folder.resolve("data2"));
        DataFolder opened = DataFolder.open(folder.resolve("data"))) {
      assertThat(opened).isNotNull();
      assertThat(left.alive()).isFalse();
      assertThat(elsewhere.alive()).isTrue();
    }
  }

  private static ServiceProcess service(Path installation) {
    int port = Ports.free();
    String data = installation.resolve("billing-sink-0").toString();
    Map<String, String> environment =
        Map.of("WEIR_PORT", Integer.toString(port), "WEIR_DATA", data);
    return ServiceProcess.start(
        new Service("billing-sink", "dev.weir.sink.SinkApplication", 0, port, environment),
        List.of());
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("cannot be written");
  }
}
