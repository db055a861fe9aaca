/**
 * The read side of the credits dialect (seed 004): balance, history, verification and
 * reconciliation. Reads through the sink's own reads; knows no Kafka and no JDBC.
 */
@NullMarked
package dev.weir.sink.credits;

import org.jspecify.annotations.NullMarked;
