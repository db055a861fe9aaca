package dev.weir.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local state of a topology that commits in transactions: after a kill it may hold what was
 * never committed. A file beside it is there while it is in use, and is left by a kill.
 */
public final class ClosedState {
  private static final Logger LOG = LoggerFactory.getLogger(ClosedState.class);

  private final Path folder;
  private final Path mark;
  private boolean inUse;

  public ClosedState(Path folder) {
    this.folder = folder;
    this.mark = folder.resolve("open");
  }

  /** Has the topology, which does not run yet, make again what was not closed or is damaged. */
  public void use(KafkaStreams streams) {
    if (Files.exists(mark)) {
      LOG.info("Local state was not closed: it is made again from the changelogs.");
      streams.cleanUp();
    } else {
      LocalState.trust(folder, streams);
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(mark, "The state beside this file is in use, or was not closed.\n");
    } catch (IOException e) {
      throw new UncheckedIOException("The state's folder cannot be written: " + mark, e);
    }
    inUse = true;
  }

  /** The topology has written all that it committed, and nothing else. */
  public void closed() {
    if (!inUse) {
      return;
    }
    try {
      Files.deleteIfExists(mark);
    } catch (IOException e) {
      throw new UncheckedIOException("The state's folder cannot be written: " + mark, e);
    }
  }
}
