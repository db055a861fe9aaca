/**
 * The service that decides: reads the command log, asks the core, writes the ledger. This package
 * holds what starts and watches it; the topology is in {@code topology}, the work on one command in
 * {@code decide}, the log decided once more in {@code replay}, what an operator runs in {@code
 * tool}.
 *
 * <p>Imports: Spring and Micrometer here; Kafka Streams only in {@code topology} and {@code
 * stripe.flow}.
 */
@NullMarked
package dev.weir.streams;

import org.jspecify.annotations.NullMarked;
