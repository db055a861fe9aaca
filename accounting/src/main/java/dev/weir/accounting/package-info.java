/**
 * The rules of balances, as pure functions: {@link dev.weir.accounting.Rules} decides a command on
 * an account and folds ledger entries into it. Imports {@code java.*} only; no clock, no log, no
 * I/O.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.accounting;
