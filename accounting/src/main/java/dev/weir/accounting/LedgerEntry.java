package dev.weir.accounting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The immutable fact that an accepted command produced.
 *
 * @param seq 1, 2, 3 … per account, without a gap
 * @param amount the signed change of the total
 * @param balanceAfter the total after it
 * @param commandId the command's id, or the sweep's
 * @param at epoch milliseconds: of the command, or the instant at which an expiry fell due
 * @param hash over {@code prevHash} and the canonical form in docs/ledger.md
 */
public record LedgerEntry(
    AccountKey account,
    long seq,
    long amount,
    long balanceAfter,
    List<Draw> draws,
    @Nullable String commandId,
    long at,
    Note note,
    String prevHash,
    String hash,
    Fact fact) {

  public LedgerEntry {
    draws = List.copyOf(draws);
  }

  public Kind kind() {
    return fact.kind();
  }

  /** By how much it raises what is held; below zero where a hold ends. */
  public long heldChange() {
    return switch (fact) {
      case Fact.Held _ -> Draws.sum(draws);
      case Fact.Captured captured -> -Draws.sum(captured.fromHold()) - Draws.sum(captured.back());
      case Fact.Released _, Fact.HoldExpired _ -> -Draws.sum(draws);
      default -> 0;
    };
  }

  /** The same entry with its hash. */
  LedgerEntry seal() {
    return new LedgerEntry(
        account,
        seq,
        amount,
        balanceAfter,
        draws,
        commandId,
        at,
        note,
        prevHash,
        computeHash(),
        fact);
  }

  /** The hash as it must be: another one means that the entry was changed. */
  public String computeHash() {
    return EntryHash.of(this);
  }
}
