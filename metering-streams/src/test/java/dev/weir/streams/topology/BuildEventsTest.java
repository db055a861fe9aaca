package dev.weir.streams.topology;

import static dev.weir.streams.topology.Run.ANN;
import static dev.weir.streams.topology.Run.MICROS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Note;
import dev.weir.accounting.Verb;
import dev.weir.schemas.avro.BuildRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BuildEventsTest {

  private final Run run = new Run();

  @BeforeEach
  void requestABuild() {
    run.send(ANN, "open", Opens.with(600)).send(ANN, "b1", Opens.hold(60, Opens.build()));
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void aHoldForABuildAsksAWorkerToBuild() {
    BuildRecord requested = run.builds().getFirst();
    assertThat(requested.getType()).isEqualTo("requested");
    assertThat(requested.getBuildId()).isEqualTo("b1");
    assertThat(requested.getEstimateSeconds()).isEqualTo(60 * MICROS);
    assertThat(requested.getPayload()).isEqualTo("{\"prompt\":\"a page\"}");
  }

  @Test
  void aCaptureCompletesItWithTheActualTime() {
    run.builds();
    run.send(ANN, "b1-end", new Verb.Capture("b1", 42 * MICROS, null, 0, Note.NONE));
    BuildRecord completed = run.builds().getFirst();
    assertThat(completed.getType()).isEqualTo("completed");
    assertThat(completed.getSeconds()).isEqualTo(42 * MICROS);
    assertThat(completed.getPayload()).isNull();
  }

  @Test
  void aReleaseFailsItWithTheReason() {
    run.builds();
    run.send(ANN, "b1-end", new Verb.Release("b1", Note.because("compiler error")));
    BuildRecord failed = run.builds().getFirst();
    assertThat(failed.getType()).isEqualTo("failed");
    assertThat(failed.getReason()).isEqualTo("compiler error");
  }

  @Test
  void aWorkersWordIsPassedOnUntilTheEndAndChangesNothingAfterIt() {
    run.ledger();
    run.builds();
    run.send(ANN, "p1", new Verb.ReportProgress("b1", "started", Note.NONE));
    assertThat(run.builds().getFirst().getType()).isEqualTo("started");
    assertThat(run.ledger()).isEmpty();
    run.send(ANN, "b1-end", new Verb.Release("b1", Note.NONE));
    run.builds();
    run.send(ANN, "p2", new Verb.ReportProgress("b1", "progress", Note.NONE));
    assertThat(run.decision().getCode()).isEqualTo("hold_closed");
    assertThat(run.builds()).isEmpty();
  }

  @Test
  void aHoldForNothingToBuildSaysNothingToWorkers() {
    run.builds();
    run.send(ANN, "h1", Opens.hold(10, null)).send(ANN, "r1", new Verb.Release("h1", Note.NONE));
    assertThat(run.builds()).isEmpty();
  }
}
