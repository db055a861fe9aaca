/**
 * Time as data: writes a tick into every partition of the command log, so that what falls due is
 * settled by something that is itself in the log. Imports the Kafka clients, not Kafka Streams.
 */
@NullMarked
package dev.weir.streams.tick;

import org.jspecify.annotations.NullMarked;
