/**
 * Stripe's rules in the topology: {@code weir.stripe} in, commands and links out, what is known in
 * a store. The topic has one partition, so all events of one Stripe account come in one order to
 * one task.
 *
 * <p>Imports: Kafka Streams, the wire, Micrometer.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.streams.stripe.flow;
