package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.platform.Ports;
import dev.weir.platform.StartupFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  private static final Duration LONGEST = Duration.ofSeconds(10);

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

  private static ServiceProcess service(Path installation) throws InterruptedException {
    int port = Ports.free();
    String data = installation.resolve("billing-sink-0").toString();
    Map<String, String> environment =
        Map.of("WEIR_PORT", Integer.toString(port), "WEIR_DATA", data);
    ServiceProcess started =
        ServiceProcess.start(
            new Service("billing-sink", "dev.weir.sink.SinkApplication", 0, port, environment),
            List.of());
    // Until its program is exchanged for Java a process has no arguments for a moment.
    long end = System.nanoTime() + LONGEST.toNanos();
    while (ProcessHandle.current().children().noneMatch(child -> isOf(data, child))
        && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    return started;
  }

  private static boolean isOf(String data, ProcessHandle child) {
    return child.info().command().orElse("").endsWith("java")
        && List.of(child.info().arguments().orElse(new String[0]))
            .contains("-Dweir.service=" + data);
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("cannot be written");
  }
}
