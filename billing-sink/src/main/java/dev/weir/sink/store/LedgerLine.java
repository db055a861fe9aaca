package dev.weir.sink.store;

import dev.weir.accounting.Draw;
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
    String hash) {}
