package dev.weir.bench.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The page of a run: machine, commands, figures beside what was asked, every row that they come
 * from, and a plot of its own file beside it.
 *
 * @param command as it was typed
 * @param notes what a reader has to know to believe the figures
 * @param rows all that was measured, a line each
 */
public record Page(String command, List<String> notes, Figures figures, List<String> rows) {

  /**
   * Writes it as today's and answers where; an earlier one of the same day and kind is replaced.
   */
  public Path write(Path folder, String kind) throws IOException {
    Files.createDirectories(folder);
    String name = LocalDate.now(ZoneOffset.UTC) + kind;
    Files.writeString(
        folder.resolve(name + ".svg"),
        Plot.of(figures, "How often what is asked was reached (1 = met), " + name));
    Path page = folder.resolve(name + ".md");
    Files.writeString(page, text(name));
    return page;
  }

  String text(String name) {
    StringBuilder text = new StringBuilder();
    text.append("# Measured on ").append(name).append("\n\n");
    text.append("Machine: ").append(Machine.description()).append(".\n\n");
    text.append("Command: `").append(command).append("`\n\n");
    notes.forEach(note -> text.append("- ").append(note).append('\n'));
    text.append("\n![](").append(name).append(".svg)\n\n## Figures\n\n");
    text.append("Median of the rounds, least and most in parentheses.\n\n");
    text.append("| figure | what it is | measured | asked | met |\n|---|---|---|---|---|\n");
    for (Figure figure : Figure.values()) {
      text.append(line(figure)).append('\n');
    }
    text.append("\n## Rows\n\n```\n");
    rows.forEach(row -> text.append(row).append('\n'));
    return text.append("```\n").toString();
  }

  private String line(Figure figure) {
    Samples samples = figures.of(figure);
    String measured =
        samples == null ? "not measured: " + figures.reason(figure) : samples + " " + figure.unit();
    String met = samples == null ? "" : figure.met(samples) ? "yes" : "no";
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(figure.key(), figure.meaning(), measured, figure.wanted(), met);
  }
}
