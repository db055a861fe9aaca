/** The rules of balances, as pure functions. Imports {@code java.*} only. */
@org.jspecify.annotations.NullMarked
package dev.weir.accounting;
