package dev.weir.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * These bytes will never be a record that we know, however often they are read: they belong in
 * quarantine. Never thrown because something could not be reached.
 */
public final class UndecodableException extends SerializationException {

  /** What is wrong with the bytes; the text is a stable code. */
  public enum Reason {
    /** They do not begin with 0x00 and a schema id. */
    NOT_WIRE_FORMAT("not_wire_format"),
    /** The registry does not know the schema id. */
    UNKNOWN_SCHEMA("unknown_schema"),
    /** They are a record of another kind than this topic's. */
    UNEXPECTED_TYPE("unexpected_type"),
    /** They are cut off, damaged, or of a version that cannot be read with ours. */
    UNREADABLE("unreadable");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  private final Reason reason;

  public UndecodableException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public UndecodableException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
