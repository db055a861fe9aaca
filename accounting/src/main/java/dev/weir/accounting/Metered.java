package dev.weir.accounting;

/**
 * How the amount of a charge came about.
 *
 * @param quantity canonical decimal text, so that 1 and 1.0 are the same
 * @param priceVersion the immutable price book that said the amount
 */
public record Metered(String meter, String quantity, String priceVersion) {}
