package dev.weir.standalone.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/** A clock for one process that is off by as much as we say, at every moment (Debian: faketime). */
final class WrongClock {
  private static final Path LIBRARY =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  /** The process looks once a second. */
  private static final Duration SEEN = Duration.ofMillis(1_500);

  private final Path file;

  /**
   * @param file by which the process is told
   */
  WrongClock(Path file) {
    this.file = file;
  }

  static boolean canBeHad() {
    return Files.exists(LIBRARY);
  }

  /** From now on it is off by that; the process need not be started anew. */
  WrongClock offBy(Duration time) {
    try {
      // Replaced as a whole: a half-written file would be a third time.
      Path next =
          Files.writeString(file.resolveSibling("clock.next"), "%+d".formatted(time.toSeconds()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      Installation.rest(SEEN);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        LIBRARY.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_NO_CACHE",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1");
  }
}
