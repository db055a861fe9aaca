package dev.weir.standalone.faults;

import static dev.weir.standalone.faults.Installation.GATEWAY;
import static dev.weir.standalone.faults.Installation.GATEWAY_2;
import static dev.weir.standalone.faults.Installation.SINK;
import static dev.weir.standalone.faults.Installation.SINK_2;
import static dev.weir.standalone.faults.Installation.STREAMS;
import static dev.weir.standalone.faults.Installation.STREAMS_2;
import static dev.weir.standalone.faults.Trial.SOME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Topics;
import dev.weir.standalone.faults.History.Asked;
import dev.weir.standalone.faults.History.Known;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Faults with real processes, one after the other on one installation. Some of them in every build.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
@ResourceLock("installation")
@Order(1)
class FaultsTest {
  private static Trial trial;
  private static Installation installation;
  private static Broker broker;

  @BeforeAll
  static void start() {
    trial = Trial.start();
    installation = trial.installation();
    broker = trial.broker();
  }

  @AfterAll
  static void stop() {
    if (trial != null) {
      trial.close();
    }
  }

  @Test
  void everyRouteIsServedByOneOfTheServices() throws Exception {
    assertThat(Routes.notServedByExactlyOne(installation.url(GATEWAY), installation.url(SINK)))
        .isEmpty();
  }

  @Test
  @SuiteOnly
  void f02f03GatewayDiesBeforeTheAcknowledgementAndBeforeTheAnswer() throws Exception {
    trial.under(
        load -> {
          installation.diesAt(GATEWAY, "G2:5");
          installation.diesAt(GATEWAY, "G3:5");
        });
  }

  @Test
  void f04AGatewayThatNobodyAsksSaysThatTheBrokerIsAway() {
    installation.broker().cut();
    try {
      installation.awaitHealth(GATEWAY, false);
    } finally {
      installation.broker().mend();
    }
    installation.awaitHealthy(GATEWAY);
  }

  @Test
  void f08f09StreamsDiesBetweenStoringForwardingAndCommitting() throws Exception {
    trial.under(
        load -> {
          installation.diesAt(STREAMS, "S1:20");
          installation.diesAt(STREAMS, "S2:20");
        });
  }

  @Test
  @SuiteOnly
  void f10StreamsDiesAnywhereInACommit() throws Exception {
    trial.under(
        load -> {
          for (String point : List.of("S3a", "S3b", "S3c", "S4")) {
            installation.diesAt(STREAMS, point + ":20");
          }
        });
  }

  /** As in the standalone form: the group hears of what was decided later, the fence at once. */
  @Test
  @SuiteOnly
  void f10StreamsThatDecidesAloneDiesAnywhere() throws Exception {
    installation.tell(STREAMS, "WEIR_STREAMS_ALONE", "true");
    try {
      trial.under(
          load -> {
            for (String point : List.of("S2", "S3a", "S3c", "S4", "S4")) {
              installation.diesAt(STREAMS, point + ":20");
            }
          });
    } finally {
      installation.tell(STREAMS, "WEIR_STREAMS_ALONE", "false");
      installation.begin(STREAMS, "");
    }
    installation.awaitHealthy(STREAMS);
  }

  @Test
  @SuiteOnly
  void f13AZombieIsFencedAndComesBack() throws Exception {
    installation.up(STREAMS_2);
    trial.under(
        load -> {
          installation.get(STREAMS).signal("STOP");
          // Longer than its session and its transactions live.
          Installation.rest(Duration.ofSeconds(16));
          load.awaitOk(SOME);
          installation.get(STREAMS).signal("CONT");
        });
    installation.down(STREAMS_2);
  }

  @Test
  @SuiteOnly
  void f16EitherOfAPairServesAlone() throws Exception {
    installation.up(GATEWAY_2, SINK_2, STREAMS_2);
    List<String> sinks = List.of(installation.url(SINK), installation.url(SINK_2));
    trial.under(
        load -> {
          try (Reader reader = new Reader(sinks)) {
            for (String one : List.of(GATEWAY, SINK, STREAMS)) {
              installation.get(one).kill();
              load.awaitOk(SOME);
              reader.awaitEveryAccount(installation.url(SINK_2));
            }
            installation.up(GATEWAY, SINK, STREAMS);
            reader.awaitEveryAccount(installation.url(SINK));
          }
        });
    installation.down(GATEWAY_2, SINK_2, STREAMS_2);
  }

  @Test
  void f20AProcessorThatThrowsStopsAndCommitsNothingHalf() throws Exception {
    trial.under(
        load -> {
          installation.begin(STREAMS, "S1:20:throw");
          assertThat(installation.awaitStopped(STREAMS)).contains("armed to throw");
          installation.down(STREAMS);
        });
  }

  @Test
  void f21PoisonIsQuarantinedAndTheStreamGoesOn() throws Exception {
    long before = broker.records(Topics.QUARANTINE);
    trial.under(load -> broker.poison());
    assertThat(broker.records(Topics.QUARANTINE) - before)
        .as("I8: all of the poison and nothing else")
        .isEqualTo(Broker.POISON);
  }

  @Test
  @SuiteOnly
  void f33OffsetsThatGoBackAreFencedAndOffsetsThatLeapStopIt() throws Exception {
    trial.under(
        load -> {
          installation.down(STREAMS);
          broker.moveOffsets(_ -> 0);
          installation.up(STREAMS);
          load.awaitOk(SOME);
          installation.down(STREAMS);
          Map<TopicPartition, Long> right = broker.offsets();
          // Commands that nobody has decided yet are what a leap would lose.
          Installation.rest(Duration.ofSeconds(1));
          Map<TopicPartition, Long> ends = broker.ends(Topics.COMMANDS);
          assertThat(ends).isNotEqualTo(right);
          broker.moveOffsets(ends::get);
          installation.begin(STREAMS, "");
          assertThat(installation.awaitStopped(STREAMS)).contains("offsets were moved");
          installation.down(STREAMS);
          broker.moveOffsets(right::get);
        });
  }

  @Test
  @SuiteOnly
  void f35SinkDiesAroundItsTransactions() throws Exception {
    trial.under(
        load -> {
          for (String point : List.of("K1", "K2", "K3")) {
            installation.diesAt(SINK, point + ":2");
          }
        });
  }

  @Test
  void f36ACommitWhoseAnswerIsLostIsLookedUp() throws Exception {
    trial.under(
        load -> {
          installation.database().loseAnswerToCommit();
          installation.database().awaitLost();
        });
  }

  @Test
  void f43SentAgainInAnyOrderCountsOnce() throws Exception {
    trial.under(
        load -> {
          List<Known> known = trial.history().all().stream().filter(Known::isClear).toList();
          for (Known one : known.reversed().subList(0, Math.min(known.size(), SOME))) {
            Asked asked = one.asked();
            for (int times = 0; times < 3; times++) {
              Caller.Answer again =
                  Caller.insist(installation.url(GATEWAY), asked.path(), asked.id(), asked.body());
              assertThat(Load.outcome(again))
                  .as("%s again: %s", one, again)
                  .isEqualTo(one.outcome());
            }
          }
        });
  }
}
