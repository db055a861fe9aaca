package dev.weir.sink.hop;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Weir-Hop: t=<unix seconds>,v1=<hex>} over {@code t.path}. Without a secret no
 * hop is made and none is believed.
 */
public final class HopSignature {
  public static final String HEADER = "Weir-Hop";

  private static final Pattern FORM = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");
  private static final long WINDOW_SECONDS = 30;
  private static final String ALGORITHM = "HmacSHA256";

  private final @Nullable String secret;
  private final Clock clock;

  public HopSignature(@Nullable String secret, Clock clock) {
    this.secret = secret == null || secret.isEmpty() ? null : secret;
    this.clock = clock;
  }

  public boolean possible() {
    return secret != null;
  }

  /** The header's value for a path with its query. */
  String sign(String path) {
    if (secret == null) {
      throw new IllegalStateException("no secret is set for hops between instances");
    }
    long now = clock.instant().getEpochSecond();
    return "t=" + now + ",v1=" + hex(secret, now, path);
  }

  /** Whether another instance, just now, asked for exactly this path. */
  public boolean holds(@Nullable String header, String path) {
    if (secret == null || header == null) {
      return false;
    }
    Matcher matcher = FORM.matcher(header);
    if (!matcher.matches()) {
      return false;
    }
    long then = Long.parseLong(matcher.group(1));
    boolean fresh = Math.abs(clock.instant().getEpochSecond() - then) <= WINDOW_SECONDS;
    byte[] expected = hex(secret, then, path).getBytes(StandardCharsets.US_ASCII);
    byte[] given = matcher.group(2).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, given) && fresh;
  }

  private static String hex(String secret, long seconds, String path) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] text = (seconds + "." + path).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(mac.doFinal(text));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }
}
