package dev.weir.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    assertThat(rebuilt(ledger)).as("buckets, from the entries alone").isEqualTo(held(account));
    long held = account.holds().all().stream().mapToLong(Hold::amount).sum();
    assertThat(held).as("what the holds hold").isEqualTo(account.held());
    long changes = ledger.stream().mapToLong(LedgerEntry::heldChange).sum();
    assertThat(changes).as("what the entries say is held").isEqualTo(account.held());
  }

  /** What every bucket holds, by what docs/ledger.md says of draws, and by nothing else. */
  private static Map<String, Long> rebuilt(List<LedgerEntry> ledger) {
    Map<String, Long> buckets = new TreeMap<>();
    for (LedgerEntry entry : ledger) {
      for (Draw draw : entry.draws()) {
        if (entry.amount() != 0) {
          buckets.merge(draw.bucket(), Long.signum(entry.amount()) * draw.amount(), Long::sum);
        } else if (entry.kind() == Kind.ROLLED_OVER) {
          buckets.merge(draw.bucket(), -draw.amount(), Long::sum);
          buckets.merge("rollover/" + draw.bucket(), draw.amount(), Long::sum);
        }
      }
    }
    buckets.values().removeIf(amount -> amount == 0);
    return buckets;
  }

  private static Map<String, Long> held(Account account) {
    Map<String, Long> buckets = new TreeMap<>();
    for (Bucket bucket : account.buckets().live()) {
      buckets.put(bucket.id(), bucket.remaining() + bucket.held());
    }
    return buckets;
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
