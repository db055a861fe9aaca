package dev.weir.sink.view;

import dev.weir.accounting.AccountKey;
import dev.weir.schemas.Topics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads views: from this instance's stores, or by one hop from the instance that owns the account.
 * Where nobody can say what an account holds this throws {@link ViewMoving}; null means that the
 * account has no entries.
 */
public final class Views {
  private final ViewStreams running;
  private final KafkaStreams streams;
  private final ViewSerde serde;
  private final HostInfo self;
  private final Hop hop;
  private final CatchUp catchUp;

  /** How far the views are behind what the ledger held when they came here. */
  public interface CatchUp {
    boolean done(int partition);

    /** Of the ledger, and so of the views; 0 before anybody has looked. */
    int partitions();

    /** Empty before anybody has looked. */
    OptionalLong entriesLeft(int partition);
  }

  /**
   * @param self host and port under which the other instances reach this one
   */
  public Views(ViewStreams running, ViewSerde serde, String self, Hop hop, CatchUp catchUp) {
    this.running = running;
    this.streams = running.streams();
    this.serde = serde;
    this.self = HostInfo.buildFromEndpoint(self);
    this.hop = hop;
    this.catchUp = catchUp;
  }

  /** The account's view, wherever it lives; null if it has no entries yet. */
  public @Nullable View get(AccountKey account) {
    int partition = partition(account);
    Folded here = running.folded(partition);
    if (here != null) {
      return view(account, partition, here);
    }
    HostInfo host = owner(account);
    if (host.equals(self)) {
      throw moving(new IllegalStateException("no task of this instance folds " + partition));
    }
    byte[] bytes = hop.ask(host.host(), host.port(), account.text());
    return bytes == null ? null : serde.deserializer().deserialize(SinkTopology.VIEWS, bytes);
  }

  /** The bytes of a view that must be here: the far end of a hop, which never hops again. */
  public byte @Nullable [] ownBytes(AccountKey account) {
    int partition = partition(account);
    Folded here = running.folded(partition);
    if (here == null) {
      throw moving("the account is moving to another instance");
    }
    View view = view(account, partition, here);
    return view == null ? null : serde.serializer().serialize(SinkTopology.VIEWS, view);
  }

  /** The partition that holds the account, in the ledger as in the commands. */
  public int partition(AccountKey account) {
    int partitions = catchUp.partitions();
    if (partitions == 0 || running.broken().isPresent()) {
      throw moving("nobody has looked at the ledger yet");
    }
    return Topics.partition(account, partitions);
  }

  /** Whether the partition is folded here. */
  public boolean folds(int partition) {
    return running.folded(partition) != null;
  }

  /** The partitions whose views live here. */
  public Set<Integer> partitionsHere() {
    return running.partitions();
  }

  /** Where the other instances are, as {@code host:port}. */
  public List<String> others() {
    return streams.metadataForAllStreamsClients().stream()
        .map(StreamsMetadata::hostInfo)
        .filter(host -> !host.equals(self))
        .map(host -> host.host() + ":" + host.port())
        .distinct()
        .toList();
  }

  /** The highest offset of the command topic whose entries are in; empty for none or not here. */
  public OptionalLong commandOffset(int partition) {
    Folded here = running.folded(partition);
    return here == null ? OptionalLong.empty() : here.commandOffset();
  }

  /** Every view of a partition that lives here. */
  public void each(int partition, Consumer<View> visit) {
    try (KeyValueIterator<String, View> all = store(partition).all()) {
      all.forEachRemaining(entry -> visit.accept(entry.value));
    } catch (InvalidStateStoreException moving) {
      throw moving(moving);
    }
  }

  private @Nullable View view(AccountKey account, int partition, Folded here) {
    try {
      View view = here.view(account.text());
      // Asked afterwards: what the fold lost meanwhile is no longer believed.
      if (!catchUp.done(partition)) {
        throw moving(behind(partition));
      }
      return view;
    } catch (InvalidStateStoreException closed) {
      throw moving(closed);
    }
  }

  private ReadOnlyKeyValueStore<String, View> store(int partition) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(
                SinkTopology.VIEWS, QueryableStoreTypes.<String, View>keyValueStore())
            .withPartition(partition));
  }

  private HostInfo owner(AccountKey account) {
    try {
      HostInfo owner =
          streams
              .queryMetadataForKey(SinkTopology.VIEWS, account.text(), new StringSerializer())
              .activeHost();
      if (!owner.equals(HostInfo.unavailable())) {
        return owner;
      }
    } catch (IllegalStateException | InvalidStateStoreException notRunning) {
      throw moving(notRunning);
    }
    throw moving(new IllegalStateException("no instance owns the account"));
  }

  private ViewMoving moving(RuntimeException cause) {
    return new ViewMoving(
        notThere().orElseGet(() -> "the view is moving (" + running.state() + ")"), cause);
  }

  private ViewMoving moving(String why) {
    return new ViewMoving(notThere().orElse(why));
  }

  /** Why there are no views to read yet, or no longer. */
  private Optional<String> notThere() {
    if (running.broken().isPresent()) {
      return Optional.of("the views have stopped");
    }
    RestoreProgress restore = running.progress();
    return restore.restoring()
        ? Optional.of(
            "the view is being restored, %d %% done".formatted(restore.progress().percent()))
        : Optional.empty();
  }

  private String behind(int partition) {
    String catchingUp = "the view is catching up with the ledger";
    OptionalLong left = catchUp.entriesLeft(partition);
    return left.isEmpty() ? catchingUp : catchingUp + ", " + left.getAsLong() + " entries to go";
  }
}
