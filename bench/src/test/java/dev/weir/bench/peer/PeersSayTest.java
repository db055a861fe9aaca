package dev.weir.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the peers' own tools print, as they print it. */
class PeersSayTest {
  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

  @Test
  void pgbenchSaysTransactionsPerSecond() throws IOException {
    String said =
        "latency average = 5.120 ms\ntps = 12499.871234 (without initial connection time)\n";
    assertThat(PostgresLedger.number(TPS, said)).isEqualTo(12499.871234);
    assertThatThrownBy(() -> PostgresLedger.number(TPS, "no")).isInstanceOf(IOException.class);
  }

  @Test
  void redisBenchmarkSaysRequestsPerSecondAfterANameWithCommas() throws IOException {
    String csv =
        """
        "test","rps","avg_latency_ms","min_latency_ms"
        "EVALSHA abc 2 account:__rand_int__ {"model":"m-3","in":1}","45662.10","1.278","0.100"
        """;
    assertThatThrownBy(() -> RedisLedger.perSecond("")).isInstanceOf(IOException.class);
    assertThat(RedisLedger.perSecond(csv)).isEqualTo(45662.10);
  }
}
