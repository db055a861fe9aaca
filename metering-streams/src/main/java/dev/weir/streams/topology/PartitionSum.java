package dev.weir.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.streams.totals.Sums;

/**
 * One partition's sums of one tenant and mode, on their way between the two stages. The key names
 * both, so that the newest of each partition is kept; the tenant alone decides where it goes, so
 * that all of a tenant's meet.
 */
record PartitionSum(String tenant, int partition, Sums figures) {

  byte[] key() {
    return (tenant + '#' + partition).getBytes(UTF_8);
  }

  static PartitionSum parse(String key, byte[] figures) {
    int end = key.lastIndexOf('#');
    return new PartitionSum(
        key.substring(0, end), Integer.parseInt(key.substring(end + 1)), Sums.parse(figures));
  }
}
