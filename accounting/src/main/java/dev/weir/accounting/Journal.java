package dev.weir.accounting;

import java.util.ArrayList;
import java.util.List;

/**
 * The entries that one command or sweep causes, and the account as they leave it. Every entry is
 * folded in as soon as it is written, so that what is decided is what a replay of the ledger finds.
 */
final class Journal {

  private final List<LedgerEntry> entries = new ArrayList<>(4);
  private final String cause;
  private final long now;
  private final boolean hashed;
  private Account account;

  private Journal(Account account, String cause, long now, boolean hashed) {
    this.account = account;
    this.cause = cause;
    this.now = now;
    this.hashed = hashed;
  }

  static Journal of(Account account, String cause, long now) {
    return new Journal(account, cause, now, true);
  }

  /** For a look ahead: nothing that it writes is kept, so nothing is hashed. */
  static Journal preview(Account account, long now) {
    return new Journal(account, "", now, false);
  }

  Account account() {
    return account;
  }

  Buckets buckets() {
    return account.buckets();
  }

  String cause() {
    return cause;
  }

  long now() {
    return now;
  }

  List<LedgerEntry> entries() {
    return entries;
  }

  /** Writes an entry at this command's time. */
  void write(long amount, List<Draw> draws, Note note, Fact fact) {
    writeAt(now, amount, draws, note, fact);
  }

  /** Writes an entry at the instant at which it fell due. */
  void writeAt(long at, long amount, List<Draw> draws, Note note, Fact fact) {
    LedgerEntry entry =
        new LedgerEntry(
            account.key(),
            account.seq() + 1,
            amount,
            account.total() + amount,
            draws,
            cause,
            Math.max(at, account.time()),
            note,
            account.hash(),
            "",
            fact);
    LedgerEntry written = hashed ? entry.seal() : entry;
    account = Rules.evolve(account, written);
    entries.add(written);
  }

  /** An entry about a new bucket, with that much in it. */
  void writeGrant(long at, long amount, Note note, Fact.Granted granted) {
    Draw content = new Draw(granted.bucket(), granted.source(), amount);
    writeAt(at, amount, List.of(content), note, granted);
  }

  /** An entry about one bucket that lost that much. */
  void writeLoss(long at, Bucket bucket, long amount, Fact fact) {
    Draw draw = new Draw(bucket.id(), bucket.source(), amount);
    writeAt(at, -amount, List.of(draw), Note.NONE, fact);
  }

  Decision accept(Outcome outcome) {
    return new Decision.Accepted(entries, account, outcome);
  }
}
