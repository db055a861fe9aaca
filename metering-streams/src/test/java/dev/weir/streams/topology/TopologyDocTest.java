package dev.weir.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.streams.decide.Tally;
import dev.weir.streams.stripe.flow.StripeSubTopology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/** docs/topology.md is this topology; with -Dweir.docs.write=true it is written anew. */
class TopologyDocTest {

  private static final Path DOC = Path.of("..", "docs", "topology.md");

  @Test
  void theDocumentShowsTheTopologyAsItIs() throws IOException {
    String shown = TopologyDoc.of(description());
    if (Boolean.getBoolean("weir.docs.write")) {
      Files.writeString(DOC, shown);
    }
    assertThat(Files.readString(DOC)).isEqualTo(shown);
  }

  private static TopologyDescription description() {
    Parts parts =
        new Parts(
            null,
            null,
            Tally.NONE,
            Parts.Observed.fresh(),
            new CommitPace(Duration.ofMillis(5), false),
            Clock.systemUTC());
    return MeteringTopology.build(parts, List.of(new StripeSubTopology(null, null))).describe();
  }
}
