/**
 * Stripe's events into commands. Stripe delivers at least once and in no order, so nothing here
 * depends on order: an event is read into a fact, the fact is merged into what is known of its
 * object (payment, invoice, customer, subscriber), and commands follow from what is known then.
 * Whatever misses its other half waits for it.
 *
 * <p>{@link dev.weir.streams.stripe.StripeRules} and all it calls are pure: no Kafka, no clock.
 * What they need of a catalog is carried by the event, so a replay of the topic gives the same
 * commands. Of Stripe, only JSON is known here (Jackson); its library is the gateway's.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.streams.stripe;
