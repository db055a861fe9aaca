package dev.weir.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Says who is calling. Asked again for every attempt, because a signature ages. */
@FunctionalInterface
public interface Credentials {
  Map<String, String> headers(String method, String pathWithQuery, byte[] body);

  /** A tenant's secret key; it belongs to one mode. */
  static Credentials apiKey(String key) {
    Map<String, String> headers = Map.of("Authorization", "Bearer " + key);
    return (method, path, body) -> headers;
  }

  /** A tenant's shared secret in live mode; every request is signed (v2). */
  static Credentials hmac(String secret) {
    return (method, path, body) ->
        Map.of("Weir-Signature", Signature.v2(secret, method, path, body, Instant.now()));
  }

  /** The same in test mode. */
  static Credentials hmacTestMode(String secret) {
    return (method, path, body) ->
        Map.of(
            "X-Env",
            "test",
            "Weir-Signature",
            Signature.v2(secret, method, path, body, Instant.now()));
  }

  /** {@code t=<unix s>,v2=<hex HMAC-SHA256 over t.METHOD.pathWithQuery.sha256hex(body)>}. */
  final class Signature {
    private Signature() {}

    public static String v2(String secret, String method, String path, byte[] body, Instant now) {
      try {
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        String signed = now.getEpochSecond() + "." + method + "." + path + "." + digest;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return "t="
            + now.getEpochSecond()
            + ",v2="
            + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8)));
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException("every JDK has SHA-256", missing);
      }
    }
  }
}
