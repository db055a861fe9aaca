package dev.weir.standalone.faults;

import static dev.weir.standalone.faults.Installation.GATEWAY;
import static dev.weir.standalone.faults.Trial.SOME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a gateway does while its clock is wrong; the accounts' time never goes back (I6). */
@SuiteOnly
@ResourceLock("installation")
class ClockFaultsTest {
  private static final Duration FAR = Duration.ofHours(2);

  private static final String CHARGE = "{\"user\":\"f41\",\"amount\":1}";

  private static Trial trial;
  private static Installation installation;
  private static WrongClock clock;

  @BeforeAll
  static void start() {
    assumeTrue(WrongClock.canBeHad(), "Debian's faketime is not installed");
    trial = Trial.start();
    installation = trial.installation();
    clock = new WrongClock(installation.folder().resolve("clock"));
  }

  @AfterAll
  static void stop() {
    if (trial != null) {
      trial.close();
    }
  }

  @Test
  void f41AClockThatIsOffAndJumpsBack() throws Exception {
    trial.under(
        load -> {
          installation.begin(GATEWAY, clock.offBy(Duration.ofMinutes(5)));
          load.awaitOk(SOME);
          clock.offBy(Duration.ofMinutes(-5));
          load.awaitOk(SOME);
          clock.offBy(FAR.negated());
          load.awaitOk(SOME);
          installation.begin(GATEWAY, "");
        });
  }

  @Test
  void f41AClockThatFlapsAroundMidnight() throws Exception {
    trial.under(
        load -> {
          Duration sinceMidnight = Duration.between(LocalTime.MIN, LocalTime.now(ZoneOffset.UTC));
          installation.begin(GATEWAY, clock.offBy(sinceMidnight.plusSeconds(30).negated()));
          for (int flap = 0; flap < 4; flap++) {
            clock.offBy(sinceMidnight.plusSeconds(flap % 2 == 0 ? 60 : -60).negated());
            load.awaitOk(SOME / 2);
          }
          installation.begin(GATEWAY, "");
        });
  }

  @Test
  void f41WhatIsStampedMoreThanAnHourAheadNeverReachesTheLog() throws Exception {
    trial.under(
        load -> {
          installation.begin(GATEWAY, clock.offBy(Duration.ZERO));
          clock.offBy(FAR);
          Caller.Answer answer =
              Caller.post(installation.url(GATEWAY), "/v1/charges", "f41-ahead", CHARGE);
          assertThat(answer.status())
              .as("%s %s", answer.body(), installation.logEnd(GATEWAY))
              .isEqualTo(503);
          installation.begin(GATEWAY, "");
        });
    assertThat(trial.broker().holding(Topics.COMMANDS, "f41-ahead")).isZero();
    assertThat(
            Caller.insist(installation.url(GATEWAY), "/v1/charges", "f41-ahead", CHARGE).status())
        .as("the same id afterwards")
        .isEqualTo(200);
  }

  @Test
  void f41SignaturesAreBelievedForFiveMinutesByTheGatewaysClock() throws Exception {
    trial.under(
        load -> {
          installation.begin(GATEWAY, clock.offBy(Duration.ofMinutes(4)));
          assertThat(codeOfASignatureOfNow()).isEqualTo("signature_invalid");
          clock.offBy(Duration.ofMinutes(6));
          assertThat(codeOfASignatureOfNow()).isEqualTo("timestamp_out_of_window");
          clock.offBy(Duration.ofMinutes(-6));
          assertThat(codeOfASignatureOfNow()).isEqualTo("timestamp_out_of_window");
          installation.begin(GATEWAY, "");
        });
  }

  private static String codeOfASignatureOfNow() throws IOException {
    return Caller.stamped(installation.url(GATEWAY), "/v1/charges", System.currentTimeMillis())
        .body()
        .path("code")
        .asString("");
  }
}
