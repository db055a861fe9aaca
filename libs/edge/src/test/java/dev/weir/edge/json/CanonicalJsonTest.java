package dev.weir.edge.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  /** Both texts were printed by Python: the second by json.dumps with sort_keys and no spaces. */
  @Test
  void isWhatPythonWrites() {
    String sent =
        "{\"b\": [1, 2, {\"z\": \"\\u00df\", \"a\": null}], \"a\": \"\\ud83d\\ude00\", \"\\ue000\":"
            + " 1, \"\\ud83d\\ude00\": 2, \"\": \"\\u007f\\u0001\\u2028/\\\\\\\"\\b\\f\\n"
            + "\\r"
            + "\\t\", \"t\": true, \"f\": false}";
    String python =
        "{\"\":\"\u007f\\u0001\u2028/\\\\\\\"\\b\\f\\n"
            + "\\r"
            + "\\t\",\"a\":\"\ud83d\ude00\",\"b\":[1,2,"
            + "{\"a\":null,\"z\":\"\u00df\"}],\"f\":false,\"t\":true,\"\ue000\":1,\"\ud83d\ude00\":2}";
    assertThat(CanonicalJson.of(StrictJson.parse(sent))).isEqualTo(python);
  }

  @Test
  void keepsNumbersAsTheyWereSent() {
    String sent = "{\"a\":2.50,\"b\":1E5,\"c\":-0,\"d\":12345678901234567890123456789}";
    assertThat(CanonicalJson.of(StrictJson.parse(sent))).isEqualTo(sent);
  }

  @Test
  void doesNotDependOnTheOrderOrTheSpacesThatWereSent() {
    assertThat(CanonicalJson.of(StrictJson.parse("{ \"b\" : 1 ,\n\"a\":[ ] }")))
        .isEqualTo(CanonicalJson.of(StrictJson.parse("{\"a\":[],\"b\":1}")));
  }
}
