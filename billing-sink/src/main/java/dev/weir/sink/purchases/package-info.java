/** What accounts have bought and what became of it, as the ledger tells. */
@org.jspecify.annotations.NullMarked
package dev.weir.sink.purchases;
