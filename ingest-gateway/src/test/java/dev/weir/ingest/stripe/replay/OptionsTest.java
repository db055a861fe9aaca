package dev.weir.ingest.stripe.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.ingest.stripe.tool.Arguments;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person types after {@code ./weir replay-stripe}. */
class OptionsTest {
  private static void wrong(String line, String said) {
    assertThatThrownBy(() -> Options.parse(line.isEmpty() ? new String[0] : line.split(" ")))
        .as(line)
        .isInstanceOf(Arguments.Wrong.class)
        .hasMessageContaining(said);
  }

  @Test
  void aFileOrTheApiSinceATime() throws Arguments.Wrong {
    assertThat(Options.parse(new String[] {"events.jsonl"}).file()).hasToString("events.jsonl");
    Options api =
        Options.parse(
            new String[] {"--from-api", "--since", "2026-11-01", "--types", "invoice.paid,x.y"});
    assertThat(api.since()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(api.types()).isEqualTo(List.of("invoice.paid", "x.y"));
  }

  @Test
  void whatCannotBeMeantIsSaid() {
    wrong("", "either a file or --from-api");
    wrong("--from-api", "--since");
    wrong("a b", "one file at a time");
    wrong("a --from-api --since 2026-11-01", "either");
    wrong("a --since 2026-11-01", "no use");
    wrong("--from-api --since yesterday", "not a time");
    wrong("--from-api --since", "needs a value");
    wrong("--from-api --since 2026-11-01 --mode both", "live or test");
    wrong("--what x", "unknown option");
  }
}
