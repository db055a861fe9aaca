/**
 * The whole way of an event, from the request to the row: how many a second, how long it takes,
 * what it costs, and how fast the read side is filled again. Kafka's admin client and JDBC are used
 * here to see how far each part is, never to help it.
 */
@NullMarked
package dev.weir.bench.pipeline;

import org.jspecify.annotations.NullMarked;
