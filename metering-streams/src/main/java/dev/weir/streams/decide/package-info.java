/**
 * The work on one record of the command log: read it, ask the core, put together everything that
 * follows from it. Knows no Kafka Streams, so that the topology and a replay in memory run the same
 * code.
 *
 * <p>Imports: the core, the wire types, Micrometer.
 */
@NullMarked
package dev.weir.streams.decide;

import org.jspecify.annotations.NullMarked;
