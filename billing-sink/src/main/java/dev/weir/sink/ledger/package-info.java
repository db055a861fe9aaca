/** Reading the ledger topic: from bytes to entries, and a partition from end to end. */
@NullMarked
package dev.weir.sink.ledger;

import org.jspecify.annotations.NullMarked;
