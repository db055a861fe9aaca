package dev.weir.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What can happen to a folder on a disk. */
final class Disk {
  private Disk() {}

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns bits in the middle of every file with this ending. */
  static void damage(Path folder, String ending) throws IOException {
    List<Path> damaged;
    try (Stream<Path> files = Files.walk(folder)) {
      damaged = files.filter(file -> file.toString().endsWith(ending)).toList();
    }
    assertThat(damaged).as("*%s in %s", ending, folder).isNotEmpty();
    for (Path file : damaged) {
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        long middle = open.length() / 2;
        open.seek(middle);
        int there = open.read();
        open.seek(middle);
        open.write(there ^ 0xff);
      }
    }
  }
}
