package dev.weir.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {

  private final Recent<String> recent = new Recent<>(100);

  @Test
  void what_was_not_asked_for_longest_goes_first() {
    recent.put("a", "A", 40);
    recent.put("b", "B", 40);
    assertThat(recent.get("a")).isEqualTo("A");

    recent.put("c", "C", 40);

    assertThat(recent.get("b")).isNull();
    assertThat(recent.get("a")).isEqualTo("A");
    assertThat(recent.get("c")).isEqualTo("C");
  }

  @Test
  void a_new_value_takes_the_place_of_the_old_one_and_its_room() {
    for (int i = 0; i < 10; i++) {
      recent.put("a", "A" + i, 60);
      recent.put("b", "B" + i, 40);
    }

    assertThat(recent.get("a")).isEqualTo("A9");
    assertThat(recent.get("b")).isEqualTo("B9");
  }

  @Test
  void what_is_larger_than_all_room_is_not_kept() {
    recent.put("a", "A", 10);
    recent.put("large", "L", 101);

    assertThat(recent.get("large")).isNull();
    recent.put("b", "B", 100);
    assertThat(recent.get("b")).isEqualTo("B");
  }
}
