package dev.weir.accounting;

/** The part of a charge, a hold or a loss that was taken from one bucket. */
public record Draw(String bucket, Source source, long amount) {}
