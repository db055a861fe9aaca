package dev.weir.schemas.codec;

import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Note;
import dev.weir.schemas.avro.LedgerEntryRecord;
import org.jspecify.annotations.Nullable;

/** Ledger entries, both ways. */
final class Entries {

  private Entries() {}

  static LedgerEntryRecord toWire(
      LedgerEntry entry, Position cause, int following, @Nullable String traceparent) {
    Note note = entry.note();
    return new LedgerEntryRecord(
        entry.account().tenant(),
        entry.account().mode().text(),
        entry.account().user(),
        entry.seq(),
        entry.kind().text(),
        entry.amount(),
        entry.balanceAfter(),
        Common.draws(entry.draws()),
        entry.commandId(),
        entry.at(),
        note.operation(),
        note.reason(),
        note.metadata(),
        entry.prevHash(),
        entry.hash(),
        Facts.toWire(entry.fact()),
        cause.partition(),
        cause.offset(),
        traceparent,
        following);
  }

  static LedgerEntry fromWire(LedgerEntryRecord wire) {
    return new LedgerEntry(
        Common.key(wire.getTenant(), wire.getMode(), wire.getUser()),
        wire.getSeq(),
        wire.getAmount(),
        wire.getBalanceAfter(),
        Common.drawsOf(wire.getDraws()),
        wire.getCommandId(),
        wire.getAt(),
        Common.note(wire.getOperation(), wire.getReason(), wire.getMetadata()),
        wire.getPrevHash(),
        wire.getHash(),
        Facts.fromWire(wire.getFact()));
  }
}
