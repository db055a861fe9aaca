package dev.weir.streams.stripe;

import dev.weir.accounting.AccountKey;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Which account a customer of Stripe pays for, and since when that is known. The newest wins. */
public record Link(String customer, AccountKey account, long created, String event) {
  private static final Comparator<Link> AGE =
      Comparator.comparingLong(Link::created).thenComparing(Link::event);

  static @Nullable Link of(
      StripeEvent event, @Nullable String customer, @Nullable AccountKey account) {
    return customer == null || account == null
        ? null
        : new Link(customer, account, event.created(), event.id());
  }

  boolean newerThan(Link other) {
    return AGE.compare(this, other) > 0;
  }
}
