package dev.weir.schemas.codec;

import org.apache.kafka.common.errors.SerializationException;

/**
 * A record could be decoded, but says something that we do not know: a verb, a source or a policy
 * of a later version. Like bytes that cannot be decoded it belongs in quarantine.
 */
public final class NotUnderstoodException extends SerializationException {

  /** The stable code of the quarantine record. */
  public static final String CODE = "not_understood";

  public NotUnderstoodException(String message, Throwable cause) {
    super(message, cause);
  }
}
