package dev.weir.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores that an earlier run left in a folder. Before they are used, each block is read and
 * compared with its checksum: what goes through a store in order ends without an error where a
 * block is damaged, and would take the rest for absent.
 */
public final class LocalState {
  private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);

  static {
    RocksDB.loadLibrary();
  }

  private LocalState() {}

  /** Has the topology, which does not run yet, make damaged stores again from its changelogs. */
  public static void trust(Path folder, KafkaStreams streams) {
    damage(folder)
        .ifPresent(
            damage -> {
              LOG.warn("Local state is damaged and made again from the changelogs: {}", damage);
              streams.cleanUp();
            });
  }

  /** What is wrong with the first store that cannot be believed. */
  static Optional<String> damage(Path folder) {
    if (!Files.exists(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isDirectory)
          .filter(LocalState::isStore)
          .flatMap(store -> damageOf(store).stream())
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("The state's folder cannot be read: " + folder, e);
    }
  }

  /** Each file of it may be the one that is gone. */
  private static boolean isStore(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).anyMatch(LocalState::isOfRocks);
    } catch (IOException e) {
      throw new UncheckedIOException("The state's folder cannot be read: " + folder, e);
    }
  }

  private static boolean isOfRocks(String file) {
    return file.equals("CURRENT") || file.startsWith("MANIFEST-") || file.endsWith(".sst");
  }

  private static Optional<String> damageOf(Path store) {
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (Options options = new Options()) {
      List<ColumnFamilyDescriptor> families =
          RocksDB.listColumnFamilies(options, store.toString()).stream()
              .map(ColumnFamilyDescriptor::new)
              .toList();
      try (RocksDB opened = RocksDB.openReadOnly(store.toString(), families, handles)) {
        opened.verifyChecksum();
        handles.forEach(ColumnFamilyHandle::close);
      }
      return Optional.empty();
    } catch (RocksDBException | IllegalArgumentException e) {
      // The second is what it makes of a store that names no column family.
      return Optional.of(store + ": " + e.getMessage());
    }
  }
}
