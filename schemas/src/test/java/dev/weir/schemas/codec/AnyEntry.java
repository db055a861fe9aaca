package dev.weir.schemas.codec;

import dev.weir.accounting.Fact;
import dev.weir.accounting.LedgerEntry;

/** Any ledger entry, from a seed. */
final class AnyEntry {

  private final AnyValue any;

  AnyEntry(long seed) {
    any = new AnyValue(seed);
  }

  LedgerEntry entry() {
    return new LedgerEntry(
        any.key(),
        any.number(),
        any.number(),
        any.number(),
        any.some(any::draw),
        any.maybe(any::text),
        any.number(),
        any.note(),
        any.text(),
        any.text(),
        fact());
  }

  private Fact fact() {
    return switch (any.below(15)) {
      case 0 -> new Fact.Granted(any.text(), any.source(), any.expiry(), any.maybe(any::plan));
      case 1 -> new Fact.Charged(any.number(), any.number());
      case 2 -> new Fact.Tracked(any.number(), any.number());
      case 3 -> held();
      case 4 -> captured();
      case 5 -> new Fact.Released(any.text());
      case 6 -> new Fact.HoldExpired(any.text());
      case 7 -> new Fact.Expired(any.text());
      case 8 -> revoked();
      case 9 -> new Fact.Settled(any.text(), owed());
      case 10 ->
          new Fact.RolledOver(any.text(), any.text(), any.number(), any.expiry(), any.flag());
      case 11 -> new Fact.Discarded();
      case 12 -> new Fact.DiscardPending(any.number(), any.number());
      case 13 -> new Fact.DebtRepaid();
      default -> new Fact.PlanChanged(any.plan(), any.subscription());
    };
  }

  private Fact held() {
    return new Fact.Held(
        any.text(), any.number(), any.policy(), any.number(), any.number(), any.maybe(any::build));
  }

  private Fact captured() {
    return new Fact.Captured(
        any.text(), any.some(any::draw), any.some(any::draw), any.number(), any.number());
  }

  private Fact revoked() {
    return new Fact.Revoked(
        any.text(), any.text(), any.number(), any.flag(), owed(), any.some(any::draw));
  }

  private Fact.Owed owed() {
    return new Fact.Owed(any.number(), any.number());
  }
}
