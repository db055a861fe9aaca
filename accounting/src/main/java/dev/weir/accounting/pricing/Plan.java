package dev.weir.accounting.pricing;

import dev.weir.accounting.PlanTerms;

/**
 * A subscription that can be bought.
 *
 * @param monthly granted per period, in micro-units
 */
public record Plan(String key, String name, long monthly, PlanTerms terms, Prices prices) {}
