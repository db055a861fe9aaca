/**
 * Whether Stripe's payments and our grants are the same: paid objects without a grant, and grants
 * without a paid object. It reads and reports; nothing is changed.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.ingest.stripe.reconcile;
