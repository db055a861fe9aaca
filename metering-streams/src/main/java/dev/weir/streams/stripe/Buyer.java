package dev.weir.streams.stripe;

import dev.weir.accounting.AccountKey;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose purchase it is, as its metadata says. */
final class Buyer {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:@|-]{1,128}");

  private Buyer() {}

  /**
   * The account that the first of these metadata names; null when none names a user that could be
   * one.
   */
  static @Nullable AccountKey of(StripeEvent event, StripeObject... metadata) {
    for (StripeObject each : metadata) {
      String user = each.first("userId", "user_id");
      if (user != null) {
        return account(event, each.text("tenant"), user);
      }
    }
    return null;
  }

  static @Nullable AccountKey account(StripeEvent event, @Nullable String tenant, String user) {
    String owner = tenant == null ? event.tenant() : tenant;
    return ID.matcher(user).matches() && ID.matcher(owner).matches()
        ? new AccountKey(owner, event.mode(), user)
        : null;
  }
}
