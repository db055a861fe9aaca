package dev.weir.sink.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.edge.problem.Problem;
import dev.weir.sink.ledger.LedgerReader;
import dev.weir.sink.store.LedgerReads;
import dev.weir.sink.support.Teller;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final AccountKey ACCOUNT = Teller.sheen("u");

  private final LedgerReads rows = mock(LedgerReads.class);
  private final History history = new History(rows, mock(LedgerReader.class), new Places());

  /** Each keeps a connection: whoever asks often for long histories must not get all there are. */
  @Test
  void readsFourWholeLedgersAtOnceAndRefusesMore() {
    AtomicInteger reading = new AtomicInteger();
    CountDownLatch end = new CountDownLatch(1);
    doAnswer(
            _ -> {
              reading.incrementAndGet();
              end.await(10, TimeUnit.SECONDS);
              return null;
            })
        .when(rows)
        .until(any(), anyLong(), anyLong(), any());
    for (int i = 0; i < 4; i++) {
      Thread.ofVirtual().start(() -> history.all(ACCOUNT, 0));
    }
    await().until(() -> reading.get() == 4);

    assertThatThrownBy(() -> history.at(ACCOUNT, 0, 1))
        .isInstanceOfSatisfying(
            Problem.class, refused -> assertThat(refused.code()).isEqualTo("busy"));
    assertThat(reading).hasValue(4);

    end.countDown();
    assertThat(history.at(ACCOUNT, 0, 1)).isEqualTo(Account.unseen(ACCOUNT));
  }
}
