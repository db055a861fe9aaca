/**
 * What things cost and what can be bought: price books, plans, packages, catalogs, and estimates
 * from what earlier work took. Imports {@code java.*} and the core's amounts only.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.accounting.pricing;
