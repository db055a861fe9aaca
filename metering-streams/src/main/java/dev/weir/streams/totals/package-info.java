/**
 * Sums per tenant, in two stages: each partition sums what happened in it, and one place per tenant
 * adds the partitions up. So one big tenant is not one hot key. For figures and for the check of
 * conservation, never for an answer about money. Imports the core only.
 */
@NullMarked
package dev.weir.streams.totals;

import org.jspecify.annotations.NullMarked;
