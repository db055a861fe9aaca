package dev.weir.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.streams.tool.ReplayTool;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** R15: {@code ./weir replay --from-commands} against a running Weir. */
@Isolated("it compares two logs as they stand")
class ReplayTest {
  @Test
  void everythingThatWasEverAskedOfItIsDecidedAgainToTheSameLedger() throws Exception {
    for (String file : List.of("charges.test.mjs", "holds.test.mjs", "time.test.mjs")) {
      Suite.run(file);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ReplayTool tool =
        new ReplayTool(RunningWeir.shared().environment(), new PrintStream(said, true, UTF_8));
    assertThat(tool.run(List.of("--from-commands"))).as(said.toString(UTF_8)).isZero();
    assertThat(said.toString(UTF_8)).containsPattern("[1-9][0-9]* entries of weir.ledger come");
    assertThat(tool.run(List.of())).isEqualTo(2);
  }
}
