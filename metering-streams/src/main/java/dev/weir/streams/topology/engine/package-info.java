/**
 * Runs a topology: clients, settings, memory, and what to do when a thread dies. Knows nothing of
 * accounts. Imports Kafka Streams and RocksDB.
 */
@NullMarked
package dev.weir.streams.topology.engine;

import org.jspecify.annotations.NullMarked;
