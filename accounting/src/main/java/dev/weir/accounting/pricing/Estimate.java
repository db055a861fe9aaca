package dev.weir.accounting.pricing;

/**
 * What a piece of work will probably take.
 *
 * @param amount in micro-units
 * @param confidence high, medium or low
 * @param samples how many earlier ones it is based on
 */
public record Estimate(long amount, String confidence, int samples) {}
