/** The topology that decides commands and writes the ledger. */
@org.jspecify.annotations.NullMarked
package dev.weir.streams;
