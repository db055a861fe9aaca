/**
 * Comparing what must be equal: the view, the ledger topic and PostgreSQL, for one account on
 * demand and for all of them once a day. Three sums that are reached by three ways.
 */
@NullMarked
package dev.weir.sink.check;

import org.jspecify.annotations.NullMarked;
