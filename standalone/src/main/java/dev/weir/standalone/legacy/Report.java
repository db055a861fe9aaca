package dev.weir.standalone.legacy;

import dev.weir.standalone.legacy.Import.Line;
import dev.weir.standalone.legacy.ImportClient.Result;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of every line: refused ones by name and reason, all of them in numbers. */
final class Report {
  private final PrintStream out;
  private final Map<String, Integer> counts = new TreeMap<>();

  Report(PrintStream out) {
    this.out = out;
  }

  void add(List<Line> lines, List<Result> results) {
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      counts.merge(result.status(), 1, Integer::sum);
      if (result.status().equals("refused")) {
        Line line = lines.get(i);
        String user = result.user().isEmpty() ? "" : " " + result.user();
        out.printf("%s:%d:%s refused: %s%n", line.file(), line.number(), user, result.detail());
      }
    }
  }

  boolean end() {
    int refused = counts.getOrDefault("refused", 0);
    out.printf(
        "imported %d, imported before %d, refused %d%n",
        counts.getOrDefault("imported", 0), counts.getOrDefault("duplicate", 0), refused);
    return refused == 0;
  }
}
