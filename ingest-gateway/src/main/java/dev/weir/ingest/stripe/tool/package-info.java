/**
 * What the replay and the comparison share: arguments, patience with Stripe, stretches of a topic.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.ingest.stripe.tool;
