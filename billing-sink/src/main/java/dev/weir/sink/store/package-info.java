/**
 * PostgreSQL: the writer that puts the ledger's entries there exactly once, and what is read back.
 *
 * <p>The only package that imports {@code java.sql}, {@code javax.sql}, the PostgreSQL driver and
 * Flyway. Rows and the offset after them are one transaction, so a row is there once whatever dies
 * in between; an owner that was replaced while it slept changes no offset row and commits nothing.
 */
@NullMarked
package dev.weir.sink.store;

import org.jspecify.annotations.NullMarked;
