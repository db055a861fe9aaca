/**
 * The way of a command into its log and of its decision back: publish, await. What is behind {@link
 * dev.weir.ingest.bus.CommandBus} is the only thing here that knows Kafka's clients.
 */
@NullMarked
package dev.weir.ingest.bus;

import org.jspecify.annotations.NullMarked;
