package dev.weir.edge.tenants;

import dev.weir.edge.json.CanonicalJson;
import dev.weir.edge.json.Json;
import dev.weir.edge.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a new document changes, one line per value; of secrets only that they changed. */
public final class DocumentDiff {
  private static final Set<String> SECRET = Set.of("hmac", "apiKeys", "cron", "clerk", "stripe");

  private final List<String> lines = new ArrayList<>();

  private DocumentDiff() {}

  public static List<String> of(String name, @Nullable String before, String after) {
    DocumentDiff diff = new DocumentDiff();
    diff.compare(name, before == null ? null : StrictJson.parse(before), StrictJson.parse(after));
    return diff.lines;
  }

  private void compare(String path, @Nullable Json before, @Nullable Json after) {
    if (before instanceof Json.Members old && after instanceof Json.Members now) {
      Set<String> names = new TreeSet<>(old.values().keySet());
      names.addAll(now.values().keySet());
      for (String name : names) {
        compare(path + "." + name, old.values().get(name), now.values().get(name));
      }
      return;
    }
    String was = shown(path, before);
    String is = shown(path, after);
    if (before == null || after == null || !before.equals(after)) {
      lines.add(
          (before == null ? "+ " : after == null ? "- " : "~ ") + path + ": " + was + " -> " + is);
    }
  }

  private static String shown(String path, @Nullable Json value) {
    if (value == null) {
      return "nothing";
    }
    if (SECRET.stream().anyMatch(name -> path.endsWith("." + name))) {
      return "[secret]";
    }
    if (value instanceof Json.Members members
        && members.values().keySet().stream().anyMatch(SECRET::contains)) {
      return "[document]";
    }
    String text = CanonicalJson.of(value);
    return text.length() <= 120 ? text : text.substring(0, 120) + "…";
  }
}
