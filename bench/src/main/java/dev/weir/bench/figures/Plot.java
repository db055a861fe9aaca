package dev.weir.bench.figures;

import java.util.Locale;

/** A bar per figure: how many times as good as it has to be, on a scale of powers of two. */
public final class Plot {
  private static final int ROW = 24;
  private static final int LABELS = 230;
  private static final int BARS = 420;
  private static final int VALUES = 190;
  private static final int TOP = 48;

  /** From an eighth of what is asked to eight times that. */
  private static final double DECADES = 3;

  private Plot() {}

  public static String of(Figures figures, String title) {
    int height = TOP + ROW * Figure.values().length + 16;
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">",
        LABELS + BARS + VALUES,
        height);
    line(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>");
    text(svg, 12, 20, title);
    for (int power = (int) -DECADES; power <= DECADES; power++) {
      grid(svg, power, height);
    }
    for (Figure figure : Figure.values()) {
      bar(svg, figure, figures);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void grid(StringBuilder svg, int power, int height) {
    double x = x(Math.pow(2, power));
    String colour = power == 0 ? "#333" : "#ddd";
    line(
        svg,
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/>",
        x,
        TOP - 4,
        x,
        height - 12,
        colour);
    String label = power < 0 ? "1/" + (1 << -power) : Integer.toString(1 << power);
    text(svg, (int) x - 6, TOP - 10, label);
  }

  private static void bar(StringBuilder svg, Figure figure, Figures figures) {
    int y = TOP + ROW * figure.ordinal();
    text(svg, 12, y + 15, figure.key());
    Samples samples = figures.of(figure);
    if (samples == null) {
      text(svg, LABELS + BARS + 8, y + 15, "not measured");
      return;
    }
    double zero = x(1);
    double end = x(figure.reached(samples.median()));
    line(
        svg,
        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"14\" fill=\"%s\"/>",
        Math.min(zero, end),
        y + 4,
        Math.max(1, Math.abs(end - zero)),
        figure.met(samples) ? "#2a7f62" : "#b5483a");
    text(svg, LABELS + BARS + 8, y + 15, Samples.text(samples.median()) + " " + figure.unit());
  }

  private static double x(double times) {
    double power = Math.clamp(Math.log(times) / Math.log(2), -DECADES, DECADES);
    return LABELS + BARS * (power + DECADES) / (2 * DECADES);
  }

  private static void text(StringBuilder svg, int x, int y, String text) {
    String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    line(svg, "<text x=\"%d\" y=\"%d\">%s</text>", x, y, safe);
  }

  private static void line(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
