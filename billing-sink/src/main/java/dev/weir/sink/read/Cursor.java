package dev.weir.sink.read;

import dev.weir.edge.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a list goes on. It only ever narrows down what its own request may see, so it needs no
 * signature.
 */
public final class Cursor {
  private Cursor() {}

  public static String text(long beforeSeq) {
    byte[] bytes = ("b" + beforeSeq).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public static long parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      if (plain.matches("b[0-9]{1,18}") && text(Long.parseLong(plain.substring(1))).equals(text)) {
        return Long.parseLong(plain.substring(1));
      }
    } catch (IllegalArgumentException notBase64) {
      throw invalid();
    }
    throw invalid();
  }

  private static Problem invalid() {
    return Problem.malformed("cursor_invalid", "The cursor is not one that we gave.");
  }
}
