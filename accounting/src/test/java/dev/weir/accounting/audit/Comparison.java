package dev.weir.accounting.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Account;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.PlanTerms;
import java.util.HashMap;
import java.util.Map;

/** The account that the rules made and the auditor's page of it say the same. */
final class Comparison {

  private Comparison() {}

  static void of(Account account, Book book) {
    Map<String, Bucket> buckets = new HashMap<>();
    account.buckets().live().forEach(bucket -> buckets.put(bucket.id(), bucket));
    account.buckets().closed().forEach(bucket -> buckets.put(bucket.id(), bucket));
    for (Pot pot : book.pots) {
      if (pot.source.equals("daily") && !pot.isLive()) {
        continue;
      }
      Bucket bucket = buckets.remove(pot.id);
      if (bucket == null || !same(pot, bucket)) {
        assertThat(bucket).as("the auditor has " + pot.figures()).isNull();
      }
    }
    assertThat(buckets).isEmpty();
    PlanTerms plan = new PlanTerms(book.planKey, book.dailyBonus, book.bonusCap, book.rolloverCap);
    assertThat(account.plan()).isEqualTo(plan);
    assertThat(account.subscription().status()).isEqualTo(book.status);
    assertThat(account.debt()).isEqualTo(book.debt);
    assertThat(account.available()).isEqualTo(book.available());
    assertThat(account.held()).isEqualTo(book.held());
  }

  private static boolean same(Pot pot, Bucket bucket) {
    return pot.left == bucket.remaining()
        && pot.held == bucket.held()
        && pot.used == bucket.consumed()
        && pot.expired == bucket.gone().expired()
        && pot.revoked == bucket.gone().revoked()
        && pot.rolled == bucket.gone().rolledOver()
        && pot.discarded == bucket.gone().discarded()
        && pot.expires == bucket.expiresAt()
        && pot.seq == bucket.seq();
  }
}
