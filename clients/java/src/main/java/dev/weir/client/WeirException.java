package dev.weir.client;

import org.jspecify.annotations.Nullable;

/** A refusal of Weir, or (status 0) no answer at all. */
public class WeirException extends RuntimeException {
  private final int status;
  private final String code;

  public WeirException(int status, String code, String message) {
    this(status, code, message, null);
  }

  WeirException(int status, String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.code = code;
  }

  /** HTTP status; 0 when nothing came back. */
  public int status() {
    return status;
  }

  /** Stable code of the refusal; {@code unreachable} when nothing came back. */
  public String code() {
    return code;
  }

  /**
   * True when the command may have been carried out: send the same request value again to find out.
   */
  public boolean outcomeUnknown() {
    return status == 0 || status == 504;
  }
}
