package dev.weir.standalone.legacy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code ./weir import [--test] <file>…}: balances of an earlier system, one JSON object a line.
 * What was imported before is imported again without effect, so a broken run is simply repeated.
 */
public final class Import {
  private static final String USAGE =
      """
      usage: ./weir import [--test] <file>…

      One account a line: {"userId": "…", "paid_seconds_remaining": 7200, "welcome_bonus_seconds": 1200,
      "daily_gift_used_today": 300}. WEIR_URL says where Weir is, WEIR_SECRET is the tenant's HMAC secret.\
      """;
  private static final int BATCH_LINES = 500;
  private static final int BATCH_CHARS = 250_000;
  private static final String DEVELOPMENT_SECRET = "dev-secret-123";

  private final ImportClient client;
  private final Report report;
  private final List<Line> batch = new ArrayList<>();
  private int batchChars;

  Import(ImportClient client, PrintStream out) {
    this.client = client;
    this.report = new Report(out);
  }

  /** A line of the file, counted from 1. */
  record Line(String file, int number, String text) {}

  public static void main(String[] arguments) {
    List<String> files = new ArrayList<>(Arrays.asList(arguments));
    boolean test = files.remove("--test");
    if (files.isEmpty() || files.getFirst().startsWith("-")) {
      fail(USAGE, 2);
    }
    try {
      Import importing = new Import(client(System.getenv(), test), System.out);
      for (String file : files) {
        importing.read(Path.of(file));
      }
      if (!importing.end()) {
        System.exit(1);
      }
    } catch (IOException e) {
      fail("weir: " + e.getMessage() + "; running the import again is safe", 1);
    }
  }

  private static ImportClient client(Map<String, String> environment, boolean test) {
    String port = environment.getOrDefault("WEIR_PORT", "8080");
    String url = environment.getOrDefault("WEIR_URL", "http://127.0.0.1:" + port);
    String secret = environment.getOrDefault("WEIR_SECRET", DEVELOPMENT_SECRET);
    return new ImportClient(url, secret, test ? "test" : "live");
  }

  void read(Path file) throws IOException {
    int number = 0;
    try (var reader = Files.newBufferedReader(file)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        number++;
        if (!text.isBlank()) {
          add(new Line(file.toString(), number, text));
        }
      }
    }
  }

  private void add(Line line) throws IOException {
    if (batch.size() == BATCH_LINES || batchChars + line.text().length() > BATCH_CHARS) {
      send();
    }
    batch.add(line);
    batchChars += line.text().length();
  }

  private void send() throws IOException {
    if (!batch.isEmpty()) {
      report.add(batch, client.send(batch.stream().map(Line::text).toList()));
      batch.clear();
      batchChars = 0;
    }
  }

  /** True when no line was refused. */
  boolean end() throws IOException {
    send();
    return report.end();
  }

  private static void fail(String message, int code) {
    System.err.println(message);
    System.exit(code);
  }
}
