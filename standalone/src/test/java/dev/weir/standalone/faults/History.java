package dev.weir.standalone.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the client asked for and what it was told, which is the truth that the system is measured
 * by. Kept outside of it, in a file that waits for the disk.
 */
final class History implements AutoCloseable {
  /** What the client knows of a request. */
  enum Outcome {
    OK,
    REFUSED,
    UNKNOWN,
    /** Clear, and nothing that was asked for explains it. */
    WRONG
  }

  /**
   * A request.
   *
   * @param kind of the ledger entry that it leaves when it is accepted
   */
  record Asked(String id, String user, String path, String body, String kind) {}

  /** A request and what became of it; the answer is null while nobody knows. */
  record Known(Asked asked, Outcome outcome, @Nullable JsonNode answer) {
    boolean isClear() {
      return outcome != Outcome.UNKNOWN;
    }
  }

  private final FileChannel file;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  History(Path file) {
    try {
      this.file = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Before it is sent: from here on it may have happened. */
  void asks(Asked asked) {
    write("ask " + asked.id() + " " + asked.user() + " " + asked.path() + " " + asked.body());
    known.put(asked.id(), new Known(asked, Outcome.UNKNOWN, null));
  }

  void told(Asked asked, Outcome outcome, @Nullable JsonNode answer) {
    write(outcome + " " + asked.id());
    known.put(asked.id(), new Known(asked, outcome, answer));
  }

  private synchronized void write(String line) {
    try {
      file.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      file.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Collection<Known> all() {
    return known.values();
  }

  List<Asked> unknown() {
    return known.values().stream().filter(k -> !k.isClear()).map(Known::asked).toList();
  }

  List<Known> wrong() {
    return known.values().stream().filter(k -> k.outcome() == Outcome.WRONG).toList();
  }

  long ok() {
    return known.values().stream().filter(k -> k.outcome() == Outcome.OK).count();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
