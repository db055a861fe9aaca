package dev.weir.streams.topology.engine;

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
 * One block cache and one write buffer for all stores of the process, so that memory outside the
 * heap has a limit whatever the number of partitions and segments. Without this each RocksDB
 * instance takes its own 50 MB and more.
 */
public final class BoundedMemory implements RocksDBConfigSetter {

  /** The key in the Streams configuration that says how many bytes all stores share. */
  static final String BYTES = "weir.rocksdb.bytes";

  private static final long BYTES_UNLESS_SET = 96L << 20;
  private static final long MEMTABLE_BYTES = 4L << 20;
  private static final long BLOCK_BYTES = 16L << 10;
  private static final int BLOOM_BITS = 10;
  private static final double MEMTABLE_BLOOM = 0.05;

  /** Few parts: in a small one the write buffers' share leaves no room for a filter. */
  private static final int PARTS_BITS = 2;

  /** Of the cache, for filters and indexes before all else. */
  private static final double FILTERS_SHARE = 0.5;

  private static @Nullable Shared shared;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Shared memory = shared(configs.get(BYTES));
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache);
    table.setBlockSize(BLOCK_BYTES);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    // An id that was never seen is the common miss; the filters answer it without a search.
    table.setFilterPolicy(new BloomFilter(BLOOM_BITS, false));
    options.setTableFormatConfig(table);
    // Kafka Streams would leave them out of the oldest files, where most of the data is.
    options.setOptimizeFiltersForHits(false);
    options.setWriteBufferManager(memory.buffers);
    options.setWriteBufferSize(MEMTABLE_BYTES);
    options.setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM);
    options.setMemtableWholeKeyFiltering(true);
    options.setMaxWriteBufferNumber(2);
    options.setMaxBackgroundJobs(2);
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
  public void close(String storeName, Options options) {
    // The cache and the buffers belong to the process, not to this store.
  }

  private record Shared(Cache cache, WriteBufferManager buffers) {}
}
