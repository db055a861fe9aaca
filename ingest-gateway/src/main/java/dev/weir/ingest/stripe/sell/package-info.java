/** What can be bought: Checkout sessions for packages and plans, and the customer's portal. */
@org.jspecify.annotations.NullMarked
package dev.weir.ingest.stripe.sell;
