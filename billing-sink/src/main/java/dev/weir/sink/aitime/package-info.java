/**
 * The read side of the AI-time dialect (seeds 000 and 003): balance, usage, billing events, checks,
 * builds and the balance stream. Reads through the sink's views and ledger rows; knows no Kafka and
 * no JDBC.
 */
@NullMarked
package dev.weir.sink.aitime;

import org.jspecify.annotations.NullMarked;
