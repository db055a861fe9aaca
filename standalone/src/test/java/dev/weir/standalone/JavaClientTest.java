package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.client.Balance;
import dev.weir.client.Charge;
import dev.weir.client.Charged;
import dev.weir.client.Credentials;
import dev.weir.client.Held;
import dev.weir.client.InsufficientBalanceException;
import dev.weir.client.PlaceHold;
import dev.weir.client.Retries;
import dev.weir.client.UsageBuffer;
import dev.weir.client.UsageEvent;
import dev.weir.client.WeirClient;
import dev.weir.client.WeirException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The JVM client against a running Weir, over a steady link and over one that breaks. */
@ExtendWith(AwayFromMidnight.class)
class JavaClientTest {
  private static final Credentials SHEEN = Credentials.hmac("dev-secret-123");
  private static final Retries STUBBORN =
      new Retries(20, Duration.ofMillis(20), Duration.ofMillis(500), Duration.ofSeconds(10));

  private final URI weir = RunningWeir.shared().url();
  private final WeirClient client = WeirClient.of(weir, SHEEN);
  private final String user = "java-" + UUID.randomUUID();

  @Test
  void chargesHoldsCapturesAndReleases() throws Exception {
    Charged charged = client.charge(Charge.of(user, amount("100.5")).operation("chat"));
    assertThat(charged.charged()).isEqualByComparingTo("100.5");
    assertThat(charged.draws().getFirst().source()).isEqualTo("daily");
    assertThat(charged.balance().available()).isEqualByComparingTo("3799.5");

    Held hold = client.hold(PlaceHold.of(user, amount("1000")).timeout(Duration.ofMinutes(5)));
    assertThat(hold.balance().available()).isEqualByComparingTo("2799.5");
    assertThat(client.capture(hold, amount("400")).released()).isEqualByComparingTo("600");
    assertThatThrownBy(() -> client.release(hold))
        .isInstanceOf(WeirException.class)
        .hasFieldOrPropertyWithValue("code", "hold_closed");

    client.release(client.hold(PlaceHold.of(user, amount("1"))));
    eventually(() -> client.balance(user).available(), amount("3399.5"));
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> client.charge(Charge.of(user, amount("5000"))))
        .isInstanceOfSatisfying(
            InsufficientBalanceException.class,
            insufficient -> {
              assertThat(insufficient.required()).isEqualByComparingTo("5000");
              assertThat(insufficient.available()).isEqualByComparingTo("3900");
            });
  }

  @Test
  void aBrokenLinkNeitherLosesNorDoublesACharge() throws Exception {
    try (UnsteadyLink link = new UnsteadyLink(weir, 7)) {
      WeirClient far = WeirClient.of(link.url(), SHEEN, STUBBORN);
      for (int i = 0; i < 100; i++) {
        far.charge(Charge.of(user, BigDecimal.ONE));
      }
      assertThat(link.cuts()).isPositive();
    }
    eventually(() -> client.balance(user).available(), amount("3800"));
  }

  @Test
  void aBrokenLinkNeitherLosesNorDoublesAnEvent() throws Exception {
    List<UsageBuffer.Refusal> refused = new CopyOnWriteArrayList<>();
    UsageBuffer.Limits limits =
        new UsageBuffer.Limits(200, 25, 100_000, Duration.ofMillis(5), STUBBORN);
    try (UnsteadyLink link = new UnsteadyLink(weir, 8);
        UsageBuffer buffer = WeirClient.of(link.url(), SHEEN).usage(limits, refused::add)) {
      for (int i = 0; i < 2_000; i++) {
        buffer.put(UsageEvent.of(user, "ai_seconds", BigDecimal.ONE));
      }
      link.steady();
      assertThat(buffer.flush(Duration.ofMinutes(1))).isTrue();
      assertThat(link.cuts()).isPositive();
    }
    assertThat(refused).isEmpty();
    eventually(() -> client.balance(user).available(), amount("1900"));
    Balance settled = client.balance(user);
    assertThat(settled.seq()).isGreaterThanOrEqualTo(2_000);
  }

  private static BigDecimal amount(String text) {
    return new BigDecimal(text);
  }

  /** What was written a moment ago is read a moment later. */
  private static void eventually(Callable<BigDecimal> figure, BigDecimal expected)
      throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (figure.call().compareTo(expected) != 0 && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(figure.call()).isEqualByComparingTo(expected);
  }
}
