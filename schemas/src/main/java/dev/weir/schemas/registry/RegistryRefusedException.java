package dev.weir.schemas.registry;

import org.apache.kafka.common.KafkaException;

/** The registry understood the request and said no, with Confluent's error code. */
public final class RegistryRefusedException extends KafkaException {

  private static final int CONFLICT = 409;

  private final int status;
  private final int code;

  public RegistryRefusedException(String message, int status, int code) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Confluent's error code: the status with two more digits, such as 40403. */
  public int code() {
    return code;
  }

  /** The subject, version or schema that was asked for does not exist. */
  public boolean unknown() {
    return code / 100 == 404;
  }

  /** The schema breaks the subject's compatibility. */
  public boolean incompatible() {
    return conflict();
  }

  /** What was asked for is at odds with what is there. */
  boolean conflict() {
    return status == CONFLICT;
  }
}
