/**
 * The topology and its stores: every source, processor, store and sink by name. Imports Kafka
 * Streams; what is done with one command is in {@code decide}, how a topology is run in {@code
 * engine}.
 */
@NullMarked
package dev.weir.streams.topology;

import org.jspecify.annotations.NullMarked;
