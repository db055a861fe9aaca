/** How accounts pay, as {@code weir.wallets} says: their customers at Stripe, their top-ups. */
@org.jspecify.annotations.NullMarked
package dev.weir.ingest.stripe.wallet;
