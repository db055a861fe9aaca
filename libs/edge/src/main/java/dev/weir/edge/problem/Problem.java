package dev.weir.edge.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal with a status and a stable code. What it says is shown to the caller, so it never holds
 * a secret, a signature or a body.
 */
public final class Problem extends RuntimeException {
  private final int status;
  private final String code;
  private final String detail;
  private final Map<String, Object> members = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private @Nullable String error;
  private boolean remembered;

  private Problem(int status, String code, String detail) {
    // No stack trace: a refusal is an answer, not a fault, and bad input must not cost more than
    // good.
    super(status + " " + code + ": " + detail, null, false, false);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }

  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail);
  }

  /** 422 for one member of a request, which it names. */
  public static Problem field(String code, String field, String what) {
    return of(422, code, field + ": " + what).with("field", field);
  }

  public static Problem malformed(String code, String detail) {
    return of(400, code, detail);
  }

  public static Problem notFound(String code, String detail) {
    return of(404, code, detail);
  }

  /** 503: nothing was done, and the same request may be sent again after that many seconds. */
  public static Problem unavailable(String code, String detail, int retryAfterSeconds) {
    return of(503, code, detail).header("Retry-After", Integer.toString(retryAfterSeconds));
  }

  /** Adds a member to the body. */
  public Problem with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  public Problem header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** The text that a seed's own clients look for in {@code error}. */
  public Problem error(String text) {
    this.error = text;
    return this;
  }

  /**
   * It is the lasting answer to a command's id: the same to the letter whenever it is asked again,
   * so that nothing of the one request stands in it.
   */
  public Problem remembered() {
    this.remembered = true;
    return this;
  }

  public boolean isRemembered() {
    return remembered;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String detail() {
    return detail;
  }

  public @Nullable String error() {
    return error;
  }

  public Map<String, Object> members() {
    return Collections.unmodifiableMap(members);
  }

  public Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }
}
