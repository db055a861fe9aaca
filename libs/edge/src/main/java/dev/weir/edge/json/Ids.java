package dev.weir.edge.json;

import dev.weir.edge.problem.Problem;
import java.util.regex.Pattern;

/** What an id may look like, wherever it comes from: body, path or header. */
public final class Ids {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:@|-]{1,128}");

  private Ids() {}

  public static boolean valid(String text) {
    return ID.matcher(text).matches();
  }

  public static String checked(String field, String text) {
    if (!valid(text)) {
      throw Problem.field("id_invalid", field, "must match [A-Za-z0-9._:@|-]{1,128}");
    }
    return text;
  }
}
