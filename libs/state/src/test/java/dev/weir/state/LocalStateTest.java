package dev.weir.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class LocalStateTest {
  private static final int KEYS = 2_000;
  private static final int PLACES = 25;

  @TempDir Path folder;
  private Path store;

  /** As Kafka Streams lays it out, with a second column family. */
  @BeforeEach
  void isWritten() throws Exception {
    store = Files.createDirectories(folder.resolve("app/1_0/rocksdb/books"));
    try (Options options = new Options().setCreateIfMissing(true);
        RocksDB rocks = RocksDB.open(options, store.toString());
        FlushOptions now = new FlushOptions();
        ColumnFamilyHandle second =
            rocks.createColumnFamily(new ColumnFamilyDescriptor(bytes("offsets")))) {
      for (int key = 0; key < KEYS; key++) {
        rocks.put(bytes("key" + key), bytes("value" + key));
        rocks.put(second, bytes("offset" + key), bytes("" + key));
      }
      rocks.flush(now, List.of(rocks.getDefaultColumnFamily(), second));
    }
  }

  @Test
  void whatWasClosedWellIsBelieved() throws Exception {
    for (int start = 0; start < 3; start++) {
      assertThat(LocalState.damage(folder)).isEmpty();
    }
    assertThat(files("LOG")).as("it leaves no logs behind").hasSizeLessThanOrEqualTo(2);
    assertThat(LocalState.damage(folder.resolve("new"))).isEmpty();
  }

  @Test
  void aBitThatIsTurnedIsFoundWhereverItIs() throws Exception {
    Random places = new Random(7);
    for (Path file : files("sst")) {
      byte[] before = Files.readAllBytes(file);
      for (int place :
          IntStream.generate(() -> places.nextInt(before.length)).limit(PLACES).toArray()) {
        turn(file, place);
        assertThat(LocalState.damage(folder)).as("%s at %d", file, place).isPresent();
        Files.write(file, before);
      }
    }
    assertThat(LocalState.damage(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sst", "CURRENT"})
  void aFileThatIsCutIsFound(String kind) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(files(kind).getFirst().toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    assertThat(LocalState.damage(folder).orElseThrow()).contains("books");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sst", "CURRENT", "MANIFEST"})
  void aFileThatIsGoneIsFound(String kind) throws Exception {
    Files.delete(files(kind).getFirst());
    assertThat(LocalState.damage(folder).orElseThrow()).contains("books");
  }

  private static void turn(Path file, int place) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(place);
      int there = open.read();
      open.seek(place);
      open.write(there ^ 1);
    }
  }

  private List<Path> files(String kind) throws IOException {
    try (Stream<Path> all = Files.list(store)) {
      return all.filter(file -> file.getFileName().toString().contains(kind)).toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
