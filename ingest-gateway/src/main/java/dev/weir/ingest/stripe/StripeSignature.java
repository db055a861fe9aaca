package dev.weir.ingest.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.weir.edge.auth.RawRequest;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Secret;
import dev.weir.edge.tenants.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stripe's signature over the raw body, checked by Stripe's own library against the secrets of
 * every tenant. The library refuses what is too old; what comes from the future is refused here.
 */
final class StripeSignature {
  private static final int WINDOW_SECONDS = 300;
  private static final Pattern TIMESTAMP = Pattern.compile("(?:^|,)t=([0-9]{1,12})(?:,|$)");

  private final String header;
  private final String body;

  private StripeSignature(String header, byte[] body) {
    this.header = header;
    this.body = new String(body, StandardCharsets.UTF_8);
  }

  /** All tenants with a secret that signed this request; a 400 when there are none. */
  static List<Tenant> signers(RawRequest request, Collection<Tenant> tenants, long nowMs) {
    String header =
        request
            .header("Stripe-Signature")
            .orElseThrow(
                () -> Problem.malformed("webhook_headers_missing", "Stripe-Signature is missing."));
    requireFresh(header, nowMs / 1000);
    StripeSignature signature = new StripeSignature(header, request.body());
    List<Tenant> signers =
        tenants.stream()
            .filter(tenant -> tenant.keys().stripe().stream().anyMatch(signature::by))
            .toList();
    if (signers.isEmpty()) {
      throw Problem.malformed("webhook_signature_invalid", "No signature matches.");
    }
    return signers;
  }

  private static void requireFresh(String header, long now) {
    Matcher timestamp = TIMESTAMP.matcher(header);
    if (!timestamp.find()) {
      throw Problem.malformed("webhook_timestamp_invalid", "The signature has no timestamp.");
    }
    if (Math.abs(now - Long.parseLong(timestamp.group(1))) > WINDOW_SECONDS) {
      throw Problem.malformed("webhook_timestamp_invalid", "The timestamp is over 300 s away.");
    }
  }

  private boolean by(Secret secret) {
    try {
      return Webhook.Signature.verifyHeader(body, header, secret.reveal(), WINDOW_SECONDS);
    } catch (SignatureVerificationException | NumberFormatException | IndexOutOfBoundsException e) {
      // Another secret may have signed it, or the library cannot read it; the caller counts.
      return false;
    }
  }
}
