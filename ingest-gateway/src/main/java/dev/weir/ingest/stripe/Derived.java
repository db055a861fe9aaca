package dev.weir.ingest.stripe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids that follow from content: the same again for the same thing. */
public final class Derived {
  private static final int LENGTH = 32;

  private Derived() {}

  /** For an event that has no id of its own. */
  static String id(byte[] body) {
    return "evt_" + hash(body);
  }

  /** Stripe's idempotency key for something of ours. */
  public static String key(String what, String... parts) {
    return "weir:" + what + ":" + hash(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
    }
  }
}
