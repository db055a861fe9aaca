/**
 * What stops the service rather than let it count wrongly: input that is missing, topics that were
 * deleted, created again or given other partitions. Imports the Kafka clients, not Kafka Streams.
 */
@NullMarked
package dev.weir.streams.guard;

import org.jspecify.annotations.NullMarked;
