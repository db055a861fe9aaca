package dev.weir.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** R11, checked from outside: on every bucket, on the account, and against the ledger's sum. */
final class Conservation {

  private Conservation() {}

  static void check(Account account, List<LedgerEntry> ledger) {
    for (Bucket bucket : account.buckets().live()) {
      check(bucket);
      assertThat(bucket.remaining() + bucket.held()).as(bucket.id()).isPositive();
    }
    account.buckets().closed().forEach(Conservation::check);
    assertThat(account.buckets().live()).isSortedAccordingTo(Bucket.BURN_ORDER);
    Totals totals = account.totals();
    long parts =
        totals.consumed()
            + totals.expired()
            + totals.revoked()
            + totals.rolledOver()
            + totals.discarded()
            + account.held()
            + account.available();
    assertThat(parts).as("conservation of the account").isEqualTo(totals.granted());
    long sum = ledger.stream().mapToLong(LedgerEntry::amount).sum();
    assertThat(sum).as("the ledger's sum").isEqualTo(account.total());
    LedgerEntry newest = ledger.getLast();
    assertThat(newest.seq()).isEqualTo(ledger.size());
    assertThat(newest.balanceAfter()).isEqualTo(account.total());
    long held = account.holds().all().stream().mapToLong(Hold::amount).sum();
    assertThat(held).as("what the holds hold").isEqualTo(account.held());
  }

  private static void check(Bucket bucket) {
    Gone gone = bucket.gone();
    assertThat(List.of(bucket.remaining(), bucket.held(), bucket.consumed()))
        .as(bucket.id())
        .allMatch(part -> part >= 0);
    long parts =
        bucket.consumed()
            + gone.expired()
            + gone.revoked()
            + gone.rolledOver()
            + gone.discarded()
            + bucket.held()
            + bucket.remaining();
    assertThat(parts).as(bucket.id()).isEqualTo(bucket.granted());
  }
}
