package dev.weir.accounting;

/**
 * What never changes about a bucket.
 *
 * @param expiresAt epoch milliseconds, or {@link Bucket#NEVER}
 * @param seq of the entry that made it: the lower one is the older grant
 */
public record Lot(
    String id, Source source, long granted, long grantedAt, long expiresAt, long seq) {}
