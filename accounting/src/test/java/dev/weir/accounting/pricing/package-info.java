/** What things cost, tried. */
@org.jspecify.annotations.NullMarked
package dev.weir.accounting.pricing;
