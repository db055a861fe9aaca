package dev.weir.edge.tenants;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key for HMAC-SHA256, which does not print what it holds. */
public final class Secret {
  private static final String ALGORITHM = "HmacSHA256";
  private final SecretKeySpec key;

  private Secret(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The key inside {@code whsec_<base64>}, as Svix and Standard Webhooks write theirs. */
  public static Optional<Secret> ofWebhook(String text) {
    try {
      String base64 = text.startsWith("whsec_") ? text.substring(6) : text;
      byte[] key = Base64.getDecoder().decode(base64);
      return key.length == 0 ? Optional.empty() : Optional.of(new Secret(key));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The text it was made of, for a vendor's own verifier that takes nothing else. */
  public String reveal() {
    return new String(key.getEncoded(), StandardCharsets.UTF_8);
  }

  public byte[] sign(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA256 is part of every Java runtime", e);
    }
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
