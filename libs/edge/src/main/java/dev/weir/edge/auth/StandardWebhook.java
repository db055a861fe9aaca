package dev.weir.edge.auth;

import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Secret;
import dev.weir.edge.tenants.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Svix and Standard Webhooks: {@code v1} signatures over {@code id.timestamp.body}, of which one
 * has to be right, no older and no newer than 300 s.
 */
public final class StandardWebhook {
  private static final int WINDOW_SECONDS = 300;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  private final RawRequest request;
  private final String id;
  private final String seconds;
  private final String signatures;

  private StandardWebhook(RawRequest request) {
    this.request = request;
    this.id = header("id");
    this.seconds = header("timestamp");
    this.signatures = header("signature");
    if (!SECONDS.matcher(seconds).matches()) {
      throw Problem.malformed("webhook_timestamp_invalid", "The timestamp is no number.");
    }
  }

  /**
   * Checks the request against every tenant's secrets.
   *
   * @return the tenant whose secret signed it; a 400 when none did
   */
  public static Verified verify(
      RawRequest request,
      Collection<Tenant> tenants,
      Function<Tenant, Collection<Secret>> secretsOf,
      long nowMs) {
    StandardWebhook webhook = new StandardWebhook(request);
    if (Math.abs(nowMs / 1000 - Long.parseLong(webhook.seconds)) > WINDOW_SECONDS) {
      throw Problem.malformed("webhook_timestamp_invalid", "The timestamp is over 300 s away.");
    }
    Tenant found = null;
    for (Tenant tenant : tenants) {
      for (Secret secret : secretsOf.apply(tenant)) {
        if (webhook.signedBy(secret)) {
          found = tenant;
        }
      }
    }
    if (found == null) {
      throw Problem.malformed("webhook_signature_invalid", "No signature matches.");
    }
    return new Verified(found, webhook.id);
  }

  /**
   * A webhook that is what it says.
   *
   * @param id the message's id, the same each time it is delivered
   */
  public record Verified(Tenant tenant, String id) {}

  private boolean signedBy(Secret secret) {
    byte[] head = (id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
    String expected = "v1," + Base64.getEncoder().encodeToString(secret.sign(head, request.body()));
    boolean any = false;
    for (String signature : signatures.split(" ")) {
      any |=
          MessageDigest.isEqual(
              signature.getBytes(StandardCharsets.UTF_8),
              expected.getBytes(StandardCharsets.UTF_8));
    }
    return any;
  }

  private String header(String name) {
    return request
        .header("svix-" + name)
        .or(() -> request.header("webhook-" + name))
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () -> Problem.malformed("webhook_headers_missing", "Webhook headers are missing."));
  }
}
