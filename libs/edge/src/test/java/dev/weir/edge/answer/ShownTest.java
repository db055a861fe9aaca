package dev.weir.edge.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.avro.BalanceBucketRecord;
import dev.weir.schemas.avro.BalanceRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ShownTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void anAmountIsAPlainExactNumber() {
    assertThat(JSON.writeValueAsString(Shown.amount(90_000_000))).isEqualTo("90");
    assertThat(JSON.writeValueAsString(Shown.amount(1_500_000))).isEqualTo("1.5");
    assertThat(JSON.writeValueAsString(Shown.amount(-1))).isEqualTo("-0.000001");
    assertThat(JSON.writeValueAsString(Shown.amount(1_000_000_000_000_000_001L)))
        .isEqualTo("1000000000000.000001");
    assertThat(JSON.writeValueAsString(Shown.amount(0))).isEqualTo("0");
  }

  @Test
  void aBalanceShowsEveryBucketAndNullForNever() {
    BalanceRecord balance =
        BalanceRecord.newBuilder()
            .setTotal(3_000_000)
            .setAvailable(2_000_000)
            .setHeld(1_000_000)
            .setDebt(0)
            .setSeq(4)
            .setBuckets(
                List.of(
                    BalanceBucketRecord.newBuilder()
                        .setId("welcome")
                        .setSource("welcome")
                        .setGranted(3_000_000)
                        .setRemaining(2_000_000)
                        .setHeld(1_000_000)
                        .setGrantedAt(1_760_000_000_000L)
                        .build()))
            .build();
    assertThat(JSON.writeValueAsString(Shown.balance(balance)))
        .isEqualTo(
            "{\"total\":3,\"available\":2,\"held\":1,\"debt\":0,\"buckets\":[{\"id\":\"welcome\","
                + "\"source\":\"welcome\",\"granted\":3,\"remaining\":2,\"held\":1,"
                + "\"grantedAt\":\"2025-10-09T08:53:20.000Z\",\"expiresAt\":null}],\"seq\":4}");
  }
}
