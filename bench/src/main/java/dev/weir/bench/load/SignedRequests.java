package dev.weir.bench.load;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whole HTTP/1.1 requests, signed as the worker reference signs: HMAC-SHA256 of body and path. */
public final class SignedRequests {
  private static final HexFormat HEX = HexFormat.of();

  private final Mac mac;
  private final String host;

  public SignedRequests(String secret, int port) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JDK has no HmacSHA256", impossible);
    }
    this.host = "127.0.0.1:" + port;
  }

  public byte[] post(String path, String id, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nContent-Type: application/json\r\n"
            + "Idempotency-Key: "
            + id
            + "\r\nx-sheen-signature: "
            + sign(content, path)
            + "\r\nContent-Length: "
            + content.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[start.length + content.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(content, 0, whole, start.length, content.length);
    return whole;
  }

  public byte[] get(String path) {
    String head =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nx-sheen-signature: "
            + sign(new byte[0], path)
            + "\r\n\r\n";
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  /** Of a request that is sent by other means. */
  public String signature(String body, String path) {
    return sign(body.getBytes(StandardCharsets.UTF_8), path);
  }

  private String sign(byte[] body, String path) {
    mac.update(body);
    return HEX.formatHex(mac.doFinal(path.getBytes(StandardCharsets.UTF_8)));
  }
}
