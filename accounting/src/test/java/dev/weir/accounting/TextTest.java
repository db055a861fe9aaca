package dev.weir.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1000000, 1",
    "1.0, 1000000, 1",
    "0.000001, 1, 0.000001",
    "1.50, 1500000, 1.5",
    "-2.25, -2250000, -2.25",
    "007, 7000000, 7",
    "1000000000000, 1000000000000000000, 1000000000000",
  })
  void readsAndWritesAmountsExactly(String text, long micros, String shortest) {
    assertThat(Amounts.parse(text)).isEqualTo(OptionalLong.of(micros));
    assertThat(Amounts.format(micros)).isEqualTo(shortest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "1.",
        ".5",
        "1.0000001",
        "1e3",
        "+1",
        " 1",
        "0x1",
        "1,5",
        "NaN",
        "١",
        "1000000000000.000001",
        "99999999999999999999999",
        "--1",
        "1.2.3",
      })
  void whatIsNoAmountIsNone(String text) {
    assertThat(Amounts.parse(text)).isEmpty();
  }

  @Test
  void anAmountsFloorIsWholeUnits() {
    assertThat(Amounts.floor(1_999_999)).isEqualTo(1);
    assertThat(Amounts.floor(-1)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| {\"m\":5}",
        "{} | {\"m\":5}",
        "{\"a\":1} | {\"a\":1,\"m\":5}",
        "{\"z\":[1,{\"b\":\"}\"}]} | {\"m\":5,\"z\":[1,{\"b\":\"}\"}]}",
        "{\"a\":{\"x\":\"\\\"\"},\"n\":null} | {\"a\":{\"x\":\"\\\"\"},\"m\":5,\"n\":null}",
        "{\"m\":9} | {\"m\":9}",
        "{\"ma\":1} | {\"m\":5,\"ma\":1}",
        "{\"é\":1} | {\"m\":5,\"é\":1}",
        "{\"\\n\":1} | {\"\\n\":1,\"m\":5}",
      })
  void aFigureIsAddedToMetadataWhereItBelongs(String before, String after) {
    assertThat(Metadata.with(before, "m", "5")).isEqualTo(after);
  }

  @Test
  void metadataThatIsNoObjectStaysAsItIs() {
    assertThat(Metadata.with("[1]", "m", "5")).isEqualTo("[1]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1} | {\"a\":1.0}",
        "{\"a\":1000} | {\"a\":1e3}",
        "{\"a\":[0.50,-2]} | {\"a\":[5E-1,-2.0]}",
      })
  void R10_numbersOfTheSameValueMeanTheSame(String one, String other) {
    assertThat(charge(one).fingerprint()).isEqualTo(charge(other).fingerprint());
  }

  @Test
  void R10_aNumberAndAStringOfItDoNotMeanTheSame() {
    assertThat(charge("{\"a\":\"1.0\"}").fingerprint())
        .isNotEqualTo(charge("{\"a\":\"1\"}").fingerprint());
    assertThat(charge("{\"a\":1}").fingerprint()).isNotEqualTo(charge("{\"a\":2}").fingerprint());
    assertThat(charge("{\"a\":1e1000000000}").fingerprint()).startsWith("charge:");
  }

  @Test
  void R10_whatTheGatewayFillsInIsNoContent() {
    assertThat(metered(5, "v1", 1).fingerprint()).isEqualTo(metered(7, "v2", 2).fingerprint());
    assertThat(build(5).fingerprint()).isEqualTo(build(7).fingerprint());
  }

  @Test
  void R10_whoNamesTheDefaultTimeoutMeansTheSameAsWhoNamesNone() {
    assertThat(hold(900_000).fingerprint()).isEqualTo(hold(0).fingerprint());
    assertThat(hold(901_000).fingerprint()).isNotEqualTo(hold(0).fingerprint());
  }

  private static Verb hold(long timeoutMs) {
    return new Verb.PlaceHold(1, timeoutMs, Policy.STRICT, 0, null, null, Note.NONE);
  }

  @Test
  void anAccountsKeyIsItsText() {
    AccountKey key = new AccountKey("sheen", Mode.TEST, "user_1:a@b|c");
    assertThat(key.text()).isEqualTo("sheen/test/user_1:a@b|c");
    assertThat(AccountKey.parse(key.text())).isEqualTo(key);
  }

  private static Verb charge(String metadata) {
    return Verb.Charge.strict(1, new Note("o", null, metadata));
  }

  private static Verb metered(long amount, String priceVersion, long eventTime) {
    Metered metered = new Metered("chat", "1", priceVersion);
    return new Verb.Charge(amount, Policy.CLAMP, 0, metered, eventTime, Note.NONE);
  }

  private static Verb build(long amount) {
    Build build = new Build("build", "p", "small", false, "{}");
    return new Verb.PlaceHold(amount, 0, Policy.STRICT, 0, build, null, Note.NONE);
  }
}
