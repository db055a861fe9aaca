/**
 * {@code ./weir replay-stripe}: events of the past, from a file or from Stripe's own list, into the
 * same topic that webhooks are written to. What was taken before changes nothing.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.ingest.stripe.replay;
