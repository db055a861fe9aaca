package dev.weir.sink.aitime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.AccountKey;
import dev.weir.sink.store.BillingReads.Used;
import dev.weir.sink.support.Teller;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guide's figures are whole seconds, rounded down. */
class WholeSecondsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  @Test
  void whatWasUsedIsRoundedDownAndNotTowardsZero() {
    assertThat(consumed(1_500_000)).isEqualTo(-2);
    assertThat(consumed(2_000_000)).isEqualTo(-2);
    assertThat(consumed(1)).isEqualTo(-1);
  }

  @Test
  void whatTookNoTimeIsNoPartOfTheUse() {
    UsageAnalytics usage =
        UsageAnalytics.of(
            List.of(
                new Used(DAY, "main_build", 0),
                new Used(DAY, "plan", 400_000),
                new Used(DAY, "chat", 2_700_000)),
            DAY,
            DAY);
    assertThat(usage.byOperation()).containsOnlyKeys("chat").containsEntry("chat", 2L);
    assertThat(usage.totalSeconds()).isEqualTo(3);
  }

  private static long consumed(long micros) {
    Teller teller = new Teller();
    AccountKey ann = Teller.sheen("ann");
    var charged = teller.charges(ann, micros, 0).getLast();
    return BillingEvent.of(charged).orElseThrow().seconds();
  }
}
