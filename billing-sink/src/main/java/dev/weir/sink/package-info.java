/** The read side: folds the ledger into views and PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.weir.sink;
