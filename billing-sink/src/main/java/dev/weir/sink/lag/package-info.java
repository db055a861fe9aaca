/**
 * How far the two folds of the ledger (views and rows) are behind its end, asked from the broker.
 *
 * <p>Imports Kafka's admin client and consumer, nothing of Streams and nothing of JDBC.
 */
@NullMarked
package dev.weir.sink.lag;

import org.jspecify.annotations.NullMarked;
