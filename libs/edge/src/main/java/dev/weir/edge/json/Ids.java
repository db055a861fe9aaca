package dev.weir.edge.json;

import dev.weir.edge.problem.Problem;

/** What an id may look like, wherever it comes from: body, path or header. */
public final class Ids {
  private static final int LONGEST = 128;
  private static final String MARKS = "._:@|-";

  private Ids() {}

  public static boolean valid(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!allowed(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST;
  }

  private static boolean allowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }

  public static String checked(String field, String text) {
    if (!valid(text)) {
      throw Problem.field("id_invalid", field, "must match [A-Za-z0-9._:@|-]{1,128}");
    }
    return text;
  }
}
