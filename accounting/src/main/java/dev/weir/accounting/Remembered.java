package dev.weir.accounting;

/**
 * What is kept of a decided command, for as long as its id may come again (R10).
 *
 * @param fingerprint {@link Verb#fingerprint()} of the command
 * @param verb {@link Verb#name()} of the command
 * @param time the account's time when it was decided, or the event's own if that was ahead of it
 */
public record Remembered(String fingerprint, String verb, boolean accepted, long time) {}
