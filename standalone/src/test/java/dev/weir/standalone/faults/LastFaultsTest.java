package dev.weir.standalone.faults;

import static dev.weir.standalone.faults.Installation.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What an installation must not survive: it stops and says why, rather than count wrongly. */
@SuiteOnly
@ResourceLock("installation")
class LastFaultsTest {

  @Test
  void f31ALedgerThatWasDeletedIsNotBegunAnew() throws Exception {
    try (Trial trial = Trial.start();
        Load load = trial.load();
        Admin admin = trial.installation().admin()) {
      load.awaitOk(Trial.SOME);
      admin.deleteTopics(List.of(Topics.LEDGER)).all().get();
      Installation installation = trial.installation();
      assertThat(installation.awaitStopped(STREAMS)).contains(Topics.LEDGER);
      installation.begin(STREAMS, "");
      assertThat(installation.awaitStopped(STREAMS)).contains(Topics.LEDGER);
    }
  }

  @Test
  void f32MorePartitionsThanTheStateWasBuiltFromAreRefused() throws Exception {
    try (Trial trial = Trial.start();
        Load load = trial.load();
        Admin admin = trial.installation().admin()) {
      load.awaitOk(Trial.SOME);
      admin.createPartitions(Map.of(Topics.COMMANDS, NewPartitions.increaseTo(7))).all().get();
      Installation installation = trial.installation();
      assertThat(installation.awaitStopped(STREAMS)).contains("partitions");
      installation.begin(STREAMS, "");
      assertThat(installation.awaitStopped(STREAMS)).contains("partitions");
    }
  }
}
