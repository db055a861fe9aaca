package dev.weir.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpOptionsTest {

  @Test
  void takesRowsAndOptionsInAnyOrder() {
    HttpOptions options = HttpOptions.parse(new String[] {"charge-64", "--seconds", "2", "bare"});
    assertThat(options.rows()).containsExactly("charge-64", "bare");
    assertThat(options.time()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aRowIsFoundByItsNameOrByHowItBegins() {
    assertThat(Row.named(List.of("charge-1"))).extracting(Row::name).containsExactly("charge-1");
    assertThat(Row.named(List.of("balance"))).hasSize(2);
    assertThat(Row.named(List.of())).isEqualTo(Row.ALL);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> HttpOptions.parse(new String[] {"--fast"}))
        .hasMessageContaining("--fast");
    assertThatThrownBy(() -> Row.named(List.of("grant"))).hasMessageContaining("grant");
  }
}
