package dev.weir.accounting.pricing;

/**
 * An amount that can be bought once.
 *
 * @param amount in micro-units
 */
public record PackageOffer(String key, String name, long amount, Prices prices) {}
