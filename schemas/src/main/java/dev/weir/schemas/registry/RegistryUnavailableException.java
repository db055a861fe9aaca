package dev.weir.schemas.registry;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The registry could not be asked: unreachable, too slow, or broken itself. It says nothing about
 * the record in hand, so the record must be tried again and never be set aside.
 */
public final class RegistryUnavailableException extends RetriableException {

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public RegistryUnavailableException(String message) {
    super(message);
  }
}
