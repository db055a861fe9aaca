package dev.weir.edge.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void readsRfc3339WithAZone() {
    assertThat(Times.parse("2026-11-21T00:00:00Z")).hasValue(1_795_219_200_000L);
    assertThat(Times.parse("2026-11-21T01:00:00+01:00")).hasValue(1_795_219_200_000L);
    assertThat(Times.parse("2026-11-21T00:00:00.1239Z")).hasValue(1_795_219_200_123L);
    assertThat(Times.text(1_795_219_200_000L)).isEqualTo("2026-11-21T00:00:00.000Z");
  }

  @Test
  void b22RefusesEverythingElse() {
    for (String text :
        List.of(
            "2026-11-21",
            "2026-11-21T00:00:00",
            "2026-11-21 00:00:00Z",
            "2026-11-21T00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-11-21T23:59:60Z",
            "2026-11-21T25:00:00Z",
            "2026-11-21T00:00:00+25:00",
            "+12026-11-21T00:00:00Z",
            "1795219200")) {
      assertThat(Times.parse(text)).as(text).isEmpty();
    }
  }
}
