package dev.weir.ingest.stripe.sell;

import dev.weir.accounting.AccountKey;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantCatalog;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Who buys, and where they come back to: what all purchases have in common.
 *
 * @param key the request's Idempotency-Key, or one of its own
 */
record Order(AccountKey account, String key, String successUrl, String cancelUrl) {
  private static final int MOST_URL = 2048;

  static Order of(Call call, URI returnUrl) {
    Fields body = call.body();
    String user = call.user("userId", body.idIfAny("userId"));
    String home = returnUrl.toString();
    return new Order(
        call.account(user),
        call.idempotencyKeyOrNew(),
        url(body, "success_url").orElse(home + "?purchased=true"),
        url(body, "cancel_url").orElse(home));
  }

  static TenantCatalog catalog(Call call) {
    return call.directory()
        .catalog(call.tenant())
        .orElseThrow(() -> Problem.notFound("no_catalog", "This tenant sells nothing."));
  }

  static Optional<String> url(Fields body, String name) {
    Optional<String> text = body.textIfAny(name, MOST_URL);
    if (text.isPresent() && !isWeb(text.get())) {
      throw body.invalid(name, "must be an http or https URL");
    }
    return text;
  }

  private static boolean isWeb(String text) {
    try {
      // Stripe fills in the session's id where this stands; it is no part of a URL's grammar.
      URI uri = new URI(text.replace("{CHECKOUT_SESSION_ID}", "id"));
      return uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
