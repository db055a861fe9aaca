package dev.weir.accounting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** R1 and R5: what an amount draws, and what happens when the balance does not cover it. */
final class Charging {

  private Charging() {}

  /**
   * What a policy takes of an amount.
   *
   * @param debt the part of the shortfall that becomes debt
   */
  record Taken(List<Draw> draws, long shortfall, long debt) {}

  static Decision charge(Journal journal, Verb.Charge charge) {
    Account account = journal.account();
    Taken taken = take(account, charge.amount(), charge.policy(), charge.overdraftLimit());
    if (taken == null) {
      return Refusal.insufficient(charge.amount(), account.available());
    }
    long charged = charge.amount() - taken.shortfall();
    journal.write(
        -charged,
        taken.draws(),
        noting(charge.note(), taken.shortfall()),
        new Fact.Charged(taken.shortfall(), taken.debt()));
    return journal.accept(
        new Outcome(
            charged, 0, taken.shortfall(), 0, journal.account().debt(), 0, 0, taken.draws()));
  }

  /** Null when the policy does not allow it. */
  static @Nullable Taken take(Account account, long amount, Policy policy, long overdraftLimit) {
    long shortfall = Math.max(0, amount - account.available());
    long debt = policy == Policy.OVERDRAFT ? shortfall : 0;
    boolean allowed =
        shortfall == 0
            || switch (policy) {
              case STRICT -> false;
              case CLAMP -> true;
              case OVERDRAFT -> account.debt() + debt <= overdraftLimit;
            };
    return allowed
        ? new Taken(Draws.inBurnOrder(account.buckets(), amount), shortfall, debt)
        : null;
  }

  /** A shortfall is told in the entry, for whoever reads the ledger. */
  static Note noting(Note note, long shortfall) {
    return shortfall == 0 ? note : noting(note, "shortfall", Amounts.format(shortfall));
  }

  static Note noting(Note note, String name, String literal) {
    return new Note(note.operation(), note.reason(), Metadata.with(note.metadata(), name, literal));
  }
}
