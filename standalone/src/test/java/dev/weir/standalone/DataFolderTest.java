package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.platform.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Process left = program("-Dweir.service=" + folder + "/billing-sink-0");
    Process elsewhere = program("-Dweir.service=" + folder + "2/billing-sink-0");
    try (DataFolder opened = DataFolder.open(folder)) {
      assertThat(opened).isNotNull();
      assertThat(left.isAlive()).isFalse();
      assertThat(elsewhere.isAlive()).isTrue();
    } finally {
      left.destroyForcibly();
      elsewhere.destroyForcibly();
    }
  }

  private static Process program(String argument) throws IOException {
    return new ProcessBuilder("sh", "-c", "while :; do sleep 1; done", "service", argument).start();
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("cannot be written");
  }
}
