/**
 * Everything that speaks with Stripe: webhooks in, Checkout sessions and payments out, replay and
 * reconcile. The only package, with those below it, that imports {@code com.stripe}. What an event
 * means is not decided here: it is verified, given the catalog's facts it needs, and written down.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.ingest.stripe;
