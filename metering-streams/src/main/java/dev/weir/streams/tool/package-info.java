/**
 * What an operator runs beside the service: the quarantine and the replay. Imports the Kafka
 * clients, not Kafka Streams.
 */
@NullMarked
package dev.weir.streams.tool;

import org.jspecify.annotations.NullMarked;
