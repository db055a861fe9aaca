package dev.weir.sink.view;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one budget of write buffers for all stores of the process, however many
 * partitions it has; by default every store would take its own. Streams makes an instance of this
 * class for each store, therefore the shared part is static.
 */
public final class BoundedRocks implements RocksDBConfigSetter {
  /** The key in the Streams configuration that says how many bytes all stores share. */
  static final String BYTES = "weir.sink.rocksdb.bytes";

  private static final long BYTES_UNLESS_SET = 48L << 20;
  private static final long ONE_BUFFER_BYTES = 4L << 20;
  private static final int BLOOM_BITS = 10;

  /** Few parts: in a small one the write buffers' share leaves no room for a filter. */
  private static final int PARTS_BITS = 2;

  /** Of the cache, for filters and indexes before all else. */
  private static final double FILTERS_SHARE = 0.5;

  private record Shared(Cache cache, WriteBufferManager buffers) {}

  private static @Nullable Shared shared;

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    Shared memory = shared(configs.get(BYTES));
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    // A read of an account that nobody has seen is answered without looking into a file.
    table.setFilterPolicy(new BloomFilter(BLOOM_BITS, false));
    options.setTableFormatConfig(table);
    // Kafka Streams would leave them out of the oldest files, where most of the data is.
    options.setOptimizeFiltersForHits(false);
    options.setWriteBufferManager(memory.buffers);
    options.setWriteBufferSize(ONE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(2);
  }

  private static synchronized Shared shared(@Nullable Object bytes) {
    if (shared == null) {
      long all = bytes == null ? BYTES_UNLESS_SET : Long.parseLong(bytes.toString());
      Cache cache = new LRUCache(all, PARTS_BITS, false, FILTERS_SHARE);
      shared = new Shared(cache, new WriteBufferManager(all / 2, cache));
    }
    return shared;
  }

  @Override
  public void close(String store, Options options) {
    // The cache and the buffers belong to the process, not to one store.
  }
}
