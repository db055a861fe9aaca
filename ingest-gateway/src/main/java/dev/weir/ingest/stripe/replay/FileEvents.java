package dev.weir.ingest.stripe.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file with one event a line. Stripe lists the newest first, so the lines are put in order by
 * when the events were made; only where each line stands is kept in memory.
 */
final class FileEvents implements Events {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final List<Line> lines = new ArrayList<>();

  /**
   * One event's place in the file. A line that is no event keeps its place, to be complained about.
   */
  private record Line(long number, long offset, int length, long created, String id) {}

  FileEvents(Path file) throws IOException {
    this.file = file;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      long offset = 0;
      long number = 0;
      for (byte[] line = next(in); line != null; line = next(in)) {
        number++;
        if (!new String(line, StandardCharsets.UTF_8).isBlank()) {
          lines.add(line(number, offset, line));
        }
        offset += line.length + 1;
      }
    }
    lines.sort(
        Comparator.comparingLong(Line::created)
            .thenComparing(Line::id)
            .thenComparingLong(Line::number));
  }

  private static Line line(long number, long offset, byte[] bytes) {
    try {
      JsonNode event = JSON.readTree(bytes);
      return new Line(
          number,
          offset,
          bytes.length,
          event.path("created").asLong(0),
          event.path("id").asString(""));
    } catch (JacksonException e) {
      return new Line(number, offset, bytes.length, 0, "");
    }
  }

  private static byte @Nullable [] next(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int read = in.read();
    if (read < 0) {
      return null;
    }
    while (read >= 0 && read != '\n') {
      line.write(read);
      read = in.read();
    }
    return line.toByteArray();
  }

  @Override
  public long size() {
    return lines.size();
  }

  @Override
  public void each(Taker taker) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      for (Line line : lines) {
        byte[] bytes = new byte[line.length];
        in.seek(line.offset);
        in.readFully(bytes);
        taker.take("line " + line.number, bytes);
      }
    }
  }
}
