package dev.weir.ingest.credits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.accounting.Policy;
import dev.weir.accounting.Verb;
import dev.weir.accounting.pricing.Price;
import dev.weir.accounting.pricing.PriceBook;
import dev.weir.edge.json.Fields;
import dev.weir.edge.problem.Problem;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeductionTest {
  private static final PriceBook PRICES =
      new PriceBook(
          "pb-1",
          Map.of(
              "chat_message", new Price.Fixed(BigDecimal.TEN),
              "video_generation", new Price.PerUnit(BigDecimal.TEN)));

  @Test
  void takesTheAmountThatTheAppNames() {
    Verb.Charge charge =
        of("{\"amount\":12.5,\"action\":\"canvas\",\"metadata\":{\"app\":\"c\"}}").charge();
    assertThat(charge.amount()).isEqualTo(12_500_000);
    assertThat(charge.policy()).isEqualTo(Policy.STRICT);
    assertThat(charge.metered()).isNull();
    assertThat(charge.note().operation()).isEqualTo("canvas");
    assertThat(charge.note().metadata()).isEqualTo("{\"app\":\"c\"}");
  }

  @Test
  void anAmountWinsOverThePriceBook() {
    assertThat(of("{\"amount\":1,\"action\":\"chat_message\"}").charge().amount())
        .isEqualTo(1_000_000);
  }

  @Test
  void withoutAnAmountThePriceBookDecides() {
    Verb.Charge one = of("{\"action\":\"chat_message\"}").charge();
    assertThat(one.amount()).isEqualTo(10_000_000);
    Verb.Charge seconds = of("{\"action\":\"video_generation\",\"quantity\":2.50}").charge();
    assertThat(seconds.amount()).isEqualTo(25_000_000);
    assertThat(seconds.metered()).isNotNull();
    assertThat(seconds.metered().quantity()).isEqualTo("2.5");
    assertThat(seconds.metered().priceVersion()).isEqualTo("pb-1");
  }

  @Test
  void remembersThatTheAppPauses() {
    assertThat(of("{\"action\":\"chat_message\",\"paused\":true}").paused()).isTrue();
    assertThat(of("{\"action\":\"chat_message\"}").paused()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"action\":\"levitation\"}",
        "{\"amount\":1}",
        "{\"amount\":null,\"action\":\"chat_message\"}",
        "{\"amount\":0,\"action\":\"x\"}",
        "{\"amount\":-1,\"action\":\"x\"}",
        "{\"amount\":true,\"action\":\"x\"}",
        "{\"amount\":0.0000001,\"action\":\"x\"}",
        "{\"amount\":1000000000001,\"action\":\"x\"}",
        "{\"action\":\"chat_message\",\"quantity\":0}",
        "{\"action\":\"\",\"amount\":1}",
        "{\"action\":\"x\",\"amount\":1,\"paused\":\"yes\"}"
      })
  void refusesWhatHasNoPriceOrNoProperAmount(String body) {
    assertThatThrownBy(() -> of(body))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(422));
  }

  private static Deduction of(String body) {
    return Deduction.of(Fields.of(body.getBytes(UTF_8)), PRICES);
  }
}
