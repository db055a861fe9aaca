/**
 * Automatic top-up: when a charge leaves a balance under its threshold, a payment is started with
 * the card that the customer left with Stripe. It credits nothing; the credit comes with the
 * webhook, as for every payment.
 *
 * <p>{@link dev.weir.ingest.stripe.topup.TopUp} is a value and its methods are the rules. Who owns
 * the ledger's partition of an account works on its top-ups, and every step is in the topic before
 * it is taken.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.ingest.stripe.topup;
