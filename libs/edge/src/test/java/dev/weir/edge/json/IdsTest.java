package dev.weir.edge.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class IdsTest {
  private static final Pattern SAID = Pattern.compile("[A-Za-z0-9._:@|-]{1,128}");

  @Test
  void every_character_is_judged_as_the_message_says() {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      String id = "a" + c;
      assertThat(Ids.valid(id)).as("%04x", (int) c).isEqualTo(SAID.matcher(id).matches());
    }
  }

  @Test
  void an_id_has_1_to_128_characters() {
    assertThat(Ids.valid("")).isFalse();
    assertThat(Ids.valid("a")).isTrue();
    assertThat(Ids.valid("a".repeat(128))).isTrue();
    assertThat(Ids.valid("a".repeat(129))).isFalse();
  }
}
