package dev.weir.accounting;

/**
 * One of the grants that an account starts with.
 *
 * @param expiresAt epoch milliseconds, or {@link Bucket#NEVER}
 */
public record OpeningGrant(Source source, long amount, String reason, long expiresAt) {}
