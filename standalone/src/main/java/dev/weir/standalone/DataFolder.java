package dev.weir.standalone;

import dev.weir.platform.StartupFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The one folder that holds everything, locked for as long as we run. The lock dies with the
 * process; services of its own that it had in the folder do not, and are ended by the next.
 */
final class DataFolder implements AutoCloseable {
  private static final long LEAST_FREE_BYTES = 512L << 20;

  private final FileChannel channel;

  private DataFolder(FileChannel channel) {
    this.channel = channel;
  }

  static DataFolder open(Path folder) {
    try {
      Files.createDirectories(folder);
      requireSpace(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("weir.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new StartupFailure("Weir already runs on " + folder + "; ./weir down stops it.");
      }
      ServiceProcess.stopLeftOvers(folder);
      return new DataFolder(channel);
    } catch (IOException e) {
      throw new StartupFailure(
          "The data folder " + folder + " cannot be written: " + e.getMessage() + ".", e);
    }
  }

  private static void requireSpace(Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < LEAST_FREE_BYTES) {
      throw new StartupFailure(
          "The disk under "
              + folder
              + " has "
              + (free >> 20)
              + " MiB left; Weir wants at least "
              + (LEAST_FREE_BYTES >> 20)
              + ".");
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
