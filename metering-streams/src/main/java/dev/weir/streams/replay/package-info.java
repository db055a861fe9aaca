/**
 * The command log decided once more, beside the service and on books of its own, to be compared
 * with the ledger. Imports: {@code decide}, the wire types, the Kafka clients; not Kafka Streams.
 */
@NullMarked
package dev.weir.streams.replay;

import org.jspecify.annotations.NullMarked;
