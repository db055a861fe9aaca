package dev.weir.streams.topology.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenMarkTest {

  @TempDir Path folder;

  @Test
  void is_left_by_whoever_did_not_close() {
    Path state = folder.resolve("not/there/yet");
    assertThat(new OpenMark(state).left()).isFalse();
    new OpenMark(state).set();

    assertThat(new OpenMark(state).left()).isTrue();
    new OpenMark(state).remove();
    assertThat(new OpenMark(state).left()).isFalse();
  }
}
