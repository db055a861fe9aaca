package dev.weir.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {

  private final Recent<String> recent = new Recent<>(100);

  @Test
  void what_was_not_asked_for_longest_goes_first() {
    recent.put("a", "A", 20);
    recent.put("b", "B", 20);
    recent.put("c", "C", 20);
    assertThat(recent.get("a")).isEqualTo("A");

    recent.put("d", "D", 20);

    assertThat(recent.get("b")).isNull();
    assertThat(recent.get("a")).isEqualTo("A");
    assertThat(recent.get("c")).isEqualTo("C");
    assertThat(recent.get("d")).isEqualTo("D");
  }

  @Test
  void who_only_looks_keeps_nothing_young() {
    recent.put("a", "A", 20);
    recent.put("b", "B", 20);
    recent.put("c", "C", 20);
    assertThat(recent.look("a")).isEqualTo("A");

    recent.put("d", "D", 20);
    recent.put("e", "E", 20);

    assertThat(recent.look("a")).isNull();
    assertThat(recent.look("e")).isEqualTo("E");
  }

  @Test
  void a_new_value_takes_the_place_of_the_old_one_and_its_room() {
    for (int i = 0; i < 10; i++) {
      recent.put("a", "A" + i, 30);
      recent.put("b", "B" + i, 20);
    }

    assertThat(recent.get("a")).isEqualTo("A9");
    assertThat(recent.get("b")).isEqualTo("B9");
  }

  @Test
  void what_is_larger_than_half_of_the_room_is_not_kept_nor_what_it_replaces() {
    recent.put("old", "O", 40);
    recent.put("young", "Y", 40);

    recent.put("old", "large", 51);
    recent.put("young", "large", 51);

    assertThat(recent.get("old")).isNull();
    assertThat(recent.get("young")).isNull();
    recent.put("b", "B", 50);
    assertThat(recent.get("b")).isEqualTo("B");
  }
}
