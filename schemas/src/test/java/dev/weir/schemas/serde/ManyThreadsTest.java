package dev.weir.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.avro.BalanceRecord;
import dev.weir.schemas.avro.TenantRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One serializer serves every request's thread at once. */
class ManyThreadsTest {

  @Test
  void noThreadSeesAnothersRecord() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < 64; thread++) {
        int number = thread;
        all.add(threads.submit(() -> hundreds(number)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private static void hundreds(int thread) {
    for (int i = 0; i < 300; i++) {
      TenantRecord tenant = new TenantRecord("t" + thread, "x".repeat(thread * 7 + i));
      assertThat(Bytes.overTheWire(TenantRecord.class, tenant)).isEqualTo(tenant);
      BalanceRecord balance = new BalanceRecord((long) thread, (long) i, 0L, 0L, List.of(), 1L);
      assertThat(Bytes.overTheWire(BalanceRecord.class, balance)).isEqualTo(balance);
    }
  }

  @Test
  void aLargeRecordIsWrittenWhole() {
    TenantRecord large = new TenantRecord("sheen", "ä€😀".repeat(100_000));
    assertThat(Bytes.overTheWire(TenantRecord.class, large)).isEqualTo(large);
    TenantRecord small = new TenantRecord("sheen", "ä");
    assertThat(Bytes.of(small)).hasSize(5 + 1 + 5 + 1 + 1 + 2);
  }
}
