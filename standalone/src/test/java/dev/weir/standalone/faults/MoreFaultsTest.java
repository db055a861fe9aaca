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
import dev.weir.standalone.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/** More faults, for {@code ./weir faults}: they take too long for every build. */
@TestMethodOrder(MethodOrderer.MethodName.class)
@SuiteOnly
@ResourceLock("installation")
class MoreFaultsTest {
  private static final String CHARGE = "{\"user\":\"f0\",\"amount\":1}";

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
  void f04WhatTheBrokerDidNotTakeIsNotAcknowledged() throws Exception {
    trial.under(
        load -> {
          Link link = installation.broker();
          List<String> ids = new ArrayList<>();
          link.cut();
          try {
            untilRefusedAtOnce(ids);
            String event =
                "[{\"id\":\"f04-event\",\"user\":\"f0\",\"meter\":\"ai_seconds\",\"quantity\":1}]";
            Caller.Answer refused =
                Caller.post(installation.url(GATEWAY), "/v1/events", "f04-events", event);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body().path("code").asString("")).isEqualTo("kafka_unreachable");
          } finally {
            link.mend();
          }
          load.awaitOk(SOME);
          assertThat(broker.holding(Topics.COMMANDS, "f04-event")).isZero();
          for (String id : ids) {
            Caller.Answer again =
                Caller.insist(installation.url(GATEWAY), "/v1/charges", id, CHARGE);
            assertThat(again.status()).isEqualTo(200);
            assertThat(broker.holding(Topics.LEDGER, id)).as("decided once").isEqualTo(1);
          }
        });
  }

  /** The first callers may have to be told that nobody knows, but soon nothing is even tried. */
  private static void untilRefusedAtOnce(List<String> ids) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    boolean atOnce = false;
    while (!atOnce) {
      String id = "f04-" + ids.size() + ".";
      ids.add(id);
      long asked = System.nanoTime();
      Caller.Answer answer = Caller.post(installation.url(GATEWAY), "/v1/charges", id, CHARGE);
      assertThat(answer.status()).as("nothing is acknowledged").isIn(503, 504);
      assertThat(asked).as("and soon refused at once").isLessThan(end);
      atOnce = answer.status() == 503 && System.nanoTime() - asked < 1_000_000_000;
    }
  }

  @Test
  void f05AnAcknowledgementThatIsLostIsAskedForAgainOrToldAsUnknown() throws Exception {
    trial.under(
        load -> {
          Link link = installation.broker();
          String soon = onceAnsweredInTime(link);
          assertThat(broker.holding(Topics.COMMANDS, soon)).as("written once").isEqualTo(1);
          link.loseAnswers();
          Caller.Answer late = charge("f05-late").get();
          assertThat(late.status()).isEqualTo(504);
          assertThat(late.body().path("code").asString("")).isEqualTo("outcome_unknown");
          link.answerAgain();
          load.awaitOk(SOME);
          Caller.Answer again =
              Caller.insist(installation.url(GATEWAY), "/v1/charges", "f05-late", CHARGE);
          assertThat(again.status()).as("the same id again").isEqualTo(200);
          assertThat(broker.holding(Topics.LEDGER, "f05-late")).as("decided once").isEqualTo(1);
        });
  }

  /** The id of a charge that the producer has sent again by itself, and whose caller never knew. */
  private static String onceAnsweredInTime(Link link) throws Exception {
    for (int attempt = 1; attempt <= 5; attempt++) {
      String id = "f05-soon-" + attempt;
      link.loseAnswers();
      Future<Caller.Answer> answer = charge(id);
      Installation.rest(Duration.ofSeconds(1));
      link.answerAgain();
      if (answer.get().good()) {
        return id;
      }
    }
    throw new AssertionError("Nothing that lost its acknowledgement was answered in time");
  }

  private static Future<Caller.Answer> charge(String id) {
    FutureTask<Caller.Answer> answer =
        new FutureTask<>(() -> Caller.post(installation.url(GATEWAY), "/v1/charges", id, CHARGE));
    Thread.ofVirtual().start(answer);
    return answer;
  }

  @Test
  void f06AGatewayThatIsToldToStopAnswersWhatItTook() throws Exception {
    trial.under(
        load -> {
          ServiceProcess gateway = installation.get(GATEWAY);
          gateway.signal("TERM");
          assertThat(gateway.awaitEnd(Duration.ofSeconds(30))).as("it ends within 30 s").isTrue();
        });
  }

  @Test
  void f07TheSameIdAtTwoGatewaysAtOnceIsOneEffect() throws Exception {
    installation.up(GATEWAY_2);
    List<String> gateways = installation.gateways();
    String body = "{\"user\":\"f07\",\"amount\":1}";
    List<Future<Caller.Answer>> answers = new ArrayList<>();
    try (ExecutorService all = Executors.newFixedThreadPool(50)) {
      for (int i = 0; i < 50; i++) {
        String url = gateways.get(i % 2);
        answers.add(all.submit(() -> Caller.post(url, "/v1/charges", "f07", body)));
      }
    }
    int accepted = 0;
    for (Future<Caller.Answer> answer : answers) {
      assertThat(answer.get().status()).isEqualTo(200);
      assertThat(answer.get().body().path("charged").asInt()).isEqualTo(1);
      assertThat(answer.get().body().path("seq"))
          .isEqualTo(answers.getFirst().get().body().path("seq"));
      accepted += answer.get().body().path("decision").asString("").equals("accepted") ? 1 : 0;
    }
    assertThat(accepted).as("one is the original, the others say that they are not").isEqualTo(1);
    Caller.Answer other =
        Caller.post(gateways.getLast(), "/v1/charges", "f07", body.replace("1}", "2}"));
    assertThat(other.status()).isEqualTo(422);
    installation.down(GATEWAY_2);
    trial.under(_ -> {});
  }

  @Test
  void f15StreamsDiesWhileItRestoresAndWhileItIsGivenPartitions() throws Exception {
    trial.under(
        load -> {
          installation.down(STREAMS);
          Disk.delete(stateOf(STREAMS, "streams"));
          installation.diesAt(STREAMS, "S5:1");
          installation.diesAt(STREAMS, "S6:1");
        });
  }

  @Test
  void f17LocalStateThatIsGoneIsMadeAgain() throws Exception {
    trial.under(
        load -> {
          installation.down(STREAMS, SINK);
          Disk.delete(stateOf(STREAMS, "streams"));
          Disk.delete(stateOf(SINK, "sink"));
        });
  }

  @Test
  void f17LocalStateThatIsDamagedIsNeverBelieved() throws Exception {
    trial.under(
        load -> {
          // What a kill leaves is made again in any case.
          installation.down(STREAMS, SINK);
          Disk.damage(stateOf(STREAMS, "streams"), ".sst");
          Disk.damage(stateOf(SINK, "sink"), ".sst");
          for (String service : List.of(STREAMS, SINK)) {
            installation.up(service);
            assertThat(installation.log(service)).anyMatch(it -> it.contains("state is damaged"));
          }
        });
  }

  @Test
  void f19ASecondProcessOnTheSameStateIsRefused() throws Exception {
    trial.under(
        load -> {
          ServiceProcess twin = installation.twin(STREAMS);
          try {
            Installation.rest(Duration.ofSeconds(20));
            assertThat(twin.healthy()).as("two on one folder").isFalse();
            assertThat(said(twin)).contains("running in the same state directory");
          } finally {
            twin.kill();
          }
          installation.begin(STREAMS, "");
        });
  }

  /** Its log lies in the folder that the two share. */
  private static String said(ServiceProcess twin) throws IOException {
    Path data = Path.of(twin.service().environment().get("WEIR_DATA"));
    return Files.readString(data.resolveSibling(twin.service().name() + ".log"));
  }

  @Test
  void f37WithoutTheDatabaseDecisionsAndBalancesGoOn() throws Exception {
    trial.under(
        load -> {
          installation.database().cut();
          load.awaitOk(SOME);
          assertThat(Caller.get(installation.url(SINK), "/v1/accounts/f1/balance").status())
              .isEqualTo(200);
          assertThat(Caller.get(installation.url(SINK), "/v1/accounts/f1/ledger").status())
              .isEqualTo(503);
          load.awaitOk(SOME);
          installation.database().mend();
        });
  }

  @Test
  void f38ASinkThatSleptIsFencedWhenItWakes() throws Exception {
    installation.up(SINK_2);
    trial.under(
        load -> {
          installation.get(SINK).signal("STOP");
          Installation.rest(Duration.ofSeconds(16));
          load.awaitOk(SOME);
          installation.get(SINK).signal("CONT");
        });
    installation.down(SINK_2);
  }

  @Test
  void f39ADatabaseRestoredFromAnOlderBackupIsFilledUp() throws Exception {
    trial.under(
        load -> {
          installation.down(SINK);
          Database database = new Database(installation.jdbcUrl());
          database.backUp();
          installation.up(SINK);
          load.awaitOk(SOME);
          installation.down(SINK);
          database.restore();
        });
  }

  @Test
  void f12EitherOfTheDecidingPairDiesAgainAndAgain() throws Exception {
    installation.up(STREAMS_2);
    trial.under(
        load -> {
          for (String one : List.of(STREAMS, STREAMS_2, STREAMS)) {
            installation.get(one).kill();
            load.awaitOk(SOME);
            installation.up(one);
          }
        });
    installation.down(STREAMS_2);
  }

  private static Path stateOf(String name, String what) {
    return installation.folder().resolve(name).resolve(what);
  }
}
