package dev.weir.sink.store;

import dev.weir.accounting.Draw;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Note;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry as its row's columns tell it: what an answer shows, and what its hash is made of. */
public record LedgerLine(
    long seq,
    String kind,
    long amount,
    long balanceAfter,
    List<Draw> draws,
    @Nullable String commandId,
    long at,
    Note note,
    String prevHash,
    String hash) {

  /** What the columns of this entry's row hold. */
  public static LedgerLine of(LedgerEntry entry) {
    return new LedgerLine(
        entry.seq(),
        entry.kind().text(),
        entry.amount(),
        entry.balanceAfter(),
        entry.draws(),
        entry.commandId(),
        entry.at(),
        entry.note(),
        entry.prevHash(),
        entry.hash());
  }
}
