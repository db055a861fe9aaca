package dev.weir.sink.read;

import dev.weir.accounting.Limits;
import dev.weir.edge.json.Ids;
import dev.weir.edge.problem.Problem;
import dev.weir.sink.store.BuildTable.Place;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a list goes on. It only ever narrows down what its own request may see, so it needs no
 * signature.
 */
public final class Cursor {
  private Cursor() {}

  public static String text(long beforeSeq) {
    return encoded("b" + beforeSeq);
  }

  public static long parse(String text) {
    String plain = plain(text);
    if (plain.matches("b[0-9]{1,18}") && text(Long.parseLong(plain.substring(1))).equals(text)) {
      return Long.parseLong(plain.substring(1));
    }
    throw invalid();
  }

  /** Of a list of builds, the newest first: the last one that was shown. */
  public static String text(Place last) {
    return encoded("p" + last.requestedAt() + "/" + last.buildId());
  }

  public static Place parsePlace(String text) {
    String plain = plain(text);
    int slash = plain.indexOf('/');
    if (plain.matches("p[0-9]{1,15}/.+") && Ids.valid(plain.substring(slash + 1))) {
      long requestedAt = Long.parseLong(plain.substring(1, slash));
      Place place = new Place(requestedAt, plain.substring(slash + 1));
      if (requestedAt < Limits.LATEST_TIME && text(place).equals(text)) {
        return place;
      }
    }
    throw invalid();
  }

  private static String encoded(String plain) {
    byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String plain(String text) {
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException notBase64) {
      throw invalid();
    }
  }

  private static Problem invalid() {
    return Problem.malformed("cursor_invalid", "The cursor is not one that we gave.");
  }
}
