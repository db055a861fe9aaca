package dev.weir.accounting;

/**
 * A paid period of a subscription.
 *
 * @param grant the bucket that its minutes came in
 */
public record PaidPeriod(String grant, long start, PlanTerms plan) {}
