package dev.weir.bench.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Measured traffic")
class TrafficTest {

  private final Traffic traffic = new Traffic(1, 1);

  @Test
  @DisplayName("Of two series of a kind no request has the id of another")
  void everySeriesHasIdsOfItsOwn() {
    for (Supplier<LongFunction<byte[]>> kind :
        List.<Supplier<LongFunction<byte[]>>>of(
            traffic::charges,
            traffic::hotCharges,
            traffic::events,
            traffic::batches,
            traffic::hotBatches)) {
      assertThat(text(kind.get())).isNotEqualTo(text(kind.get()));
    }
  }

  /** Of the one account there is, so that nothing but an id can differ. */
  private static String text(LongFunction<byte[]> series) {
    String request = new String(series.apply(0), UTF_8);
    return request.substring(request.indexOf("Idempotency-Key"));
  }
}
