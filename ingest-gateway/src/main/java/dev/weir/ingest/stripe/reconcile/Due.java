package dev.weir.ingest.stripe.reconcile;

import java.time.Instant;

/**
 * Something that Stripe says was paid, and that a grant is to be for.
 *
 * @param grant the id that the grant has
 * @param what the payment, session or invoice
 * @param whose the user or the customer, as far as Stripe knows
 */
record Due(String grant, String what, String whose, long created) {

  String line() {
    return what + ", " + whose + ", " + Instant.ofEpochSecond(created);
  }
}
