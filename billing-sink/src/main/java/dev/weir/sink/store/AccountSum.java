package dev.weir.sink.store;

import dev.weir.accounting.AccountKey;

/**
 * What the rows of one account add up to.
 *
 * @param amount sum of the entries' amounts, micro-units: the account's total
 * @param mixed exclusive or of the first 64 bits of the entries' hashes: two sets of entries that
 *     agree in number, sum and this are the same
 */
public record AccountSum(AccountKey account, long count, long lastSeq, long amount, long mixed) {}
