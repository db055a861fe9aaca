package dev.weir.schemas.codec;

import org.jspecify.annotations.Nullable;

/**
 * What a command's record carries that is not the command: nothing in here changes a decision.
 *
 * @param receivedAt wall clock where the command entered
 * @param correlation what the asking gateway knows its waiting request by
 * @param replyTo partition of the decisions topic that is to have the decision, or {@link #NOBODY}
 */
public record Envelope(
    long receivedAt, @Nullable String correlation, int replyTo, @Nullable String traceparent) {

  /** Nobody waits for the decision. */
  public static final int NOBODY = -1;

  public static Envelope unanswered(long receivedAt) {
    return new Envelope(receivedAt, null, NOBODY, null);
  }
}
