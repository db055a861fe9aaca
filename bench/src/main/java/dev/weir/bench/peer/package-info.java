/**
 * What a user would take instead, and the limits of what we stand on: a PostgreSQL ledger, a Redis
 * ledger, a bare producer. Each runs beside Weir on the same machine with the settings it comes
 * with, so JDBC, Redis' tools and Kafka's client are used here as their users use them.
 */
@NullMarked
package dev.weir.bench.peer;

import org.jspecify.annotations.NullMarked;
