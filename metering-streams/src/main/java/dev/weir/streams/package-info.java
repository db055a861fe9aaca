/**
 * The service that decides: reads the command log, asks the core, writes the ledger. This package
 * holds what starts and watches it; the topology is in {@code topology}, the work on one command in
 * {@code decide}.
 *
 * <p>Imports: Spring and Micrometer here; Kafka Streams only in {@code topology} and {@code
 * stripe}.
 */
@NullMarked
package dev.weir.streams;

import org.jspecify.annotations.NullMarked;
