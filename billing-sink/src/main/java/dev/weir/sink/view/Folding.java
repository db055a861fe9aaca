package dev.weir.sink.view;

import dev.weir.sink.ledger.LedgerReader;

/** What is folded, how it is read and kept, and who is told. */
public record Folding(String topic, LedgerReader reader, ViewSerde serde, ViewChanges changes) {}
