package dev.weir.streams.topology.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file beside the local state that is there while the state is in use: a kill leaves it. */
final class OpenMark {

  private final Path file;

  OpenMark(Path folder) {
    this.file = folder.resolve("open");
  }

  /** Whether whoever used the state last did not close it. */
  boolean left() {
    return Files.exists(file);
  }

  void set() {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "The state beside this file is in use, or was not closed.\n");
    } catch (IOException e) {
      throw new UncheckedIOException("The state's folder cannot be written: " + file, e);
    }
  }

  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The state's folder cannot be written: " + file, e);
    }
  }
}
