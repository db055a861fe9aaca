package dev.weir.edge.tenants;

import dev.weir.accounting.Bucket;
import dev.weir.accounting.Mode;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.pricing.PriceBook;
import dev.weir.edge.json.Fields;
import dev.weir.edge.json.Json;
import dev.weir.edge.json.StrictJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a tenant's document. A member that it does not know is refused, like any other mistake. */
public final class TenantDocument {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final int MAX_KEYS = 100;
  private static final int MAX_TEXT = 256;
  private static final long MOST_UNITS = 1_000_000_000_000L;

  private final Fields fields;

  private TenantDocument(Fields fields) {
    this.fields = fields;
  }

  public static Tenant parse(String json) {
    return parse(StrictJson.parse(json));
  }

  public static Tenant parse(Json json) {
    TenantDocument document = new TenantDocument(Fields.of(json));
    Tenant tenant = document.tenant();
    document.fields.noOthers();
    return tenant;
  }

  private Tenant tenant() {
    return new Tenant(
        fields.id("tenant"),
        fields.text("unit", 32),
        fields.flag("dev", false),
        fields.flag("suspended", false),
        keys(),
        terms());
  }

  private Tenant.Keys keys() {
    return new Tenant.Keys(
        fields.texts("hmac").stream().map(Secret::of).toList(),
        fields.flag("allowV1", true),
        apiKeys(),
        fields.texts("cron").stream().map(hash -> hash("cron", hash)).toList(),
        fields.texts("clerk").stream().map(this::webhookSecret).toList(),
        fields.texts("stripe").stream().map(Secret::of).toList(),
        fields.fieldsIfAny("jwks").map(TenantDocument::issuer).orElse(null));
  }

  private List<ApiKey> apiKeys() {
    List<ApiKey> keys = new ArrayList<>();
    if (fields.has("apiKeys")) {
      for (Fields key : fields.list("apiKeys", MAX_KEYS)) {
        String mode = key.oneOf("mode", List.of("live", "test"));
        String hash = hash("apiKeys", key.text("sha256", MAX_TEXT));
        keys.add(new ApiKey(hash, Mode.parse(mode), key.flag("admin", false)));
        key.noOthers();
      }
    }
    return keys;
  }

  private String hash(String name, String hash) {
    if (!SHA_256.matcher(hash).matches()) {
      throw fields.invalid(name, "must hold SHA-256 hashes in lower-case hex");
    }
    return hash;
  }

  private Secret webhookSecret(String text) {
    return Secret.ofWebhook(text)
        .orElseThrow(() -> fields.invalid("clerk", "must hold whsec_<base64>"));
  }

  private static TokenIssuer issuer(Fields jwks) {
    TokenIssuer issuer =
        new TokenIssuer(
            jwks.text("issuer", MAX_TEXT),
            jwks.textIfAny("audience", MAX_TEXT).orElse(null),
            jwks.textIfAny("url", MAX_TEXT).map(URI::create).orElse(null),
            jwks.jsonIfAny("keys").map(TenantDocument::keySet).orElse(null),
            jwks.texts("publishableKeys"));
    if ((issuer.url() == null) == (issuer.keys() == null)) {
      throw jwks.invalid("url", "is needed, or else keys, but not both");
    }
    jwks.noOthers();
    return issuer;
  }

  private static Json keySet(Json keys) {
    return new Json.Members(Map.of("keys", keys));
  }

  private Tenant.Terms terms() {
    return new Tenant.Terms(
        opening(),
        fields.amountOrZeroIfAny("initial").orElse(0),
        fields.idIfAny("defaultPlan").orElse("free"),
        fields.idIfAny("catalogVersion").orElse(null),
        (int) fields.wholeIfAny("rateLimitPerMinute", 0, 1_000_000).orElse(0),
        tiers(),
        meters());
  }

  private @Nullable List<OpeningGrant> opening() {
    List<OpeningGrant> grants = new ArrayList<>();
    fields
        .fieldsIfAny("opening")
        .ifPresent(
            opening -> {
              for (Source source : List.of(Source.WELCOME, Source.GIFT)) {
                opening
                    .amountIfAny(source.text())
                    .ifPresent(
                        amount ->
                            grants.add(new OpeningGrant(source, amount, "opening", Bucket.NEVER)));
              }
              opening.noOthers();
            });
    return fields.flag("openOnFirstTouch", false) ? List.copyOf(grants) : null;
  }

  private Map<String, Long> tiers() {
    Map<String, Long> tiers = new HashMap<>();
    fields
        .fieldsIfAny("tiers")
        .ifPresent(
            all -> all.names().forEach(name -> tiers.put(name, all.whole(name, 0, MOST_UNITS))));
    return Map.copyOf(tiers);
  }

  private Tenant.Meters meters() {
    Map<String, Policy> policies = new HashMap<>();
    PriceBook prices =
        fields.jsonIfAny("meters").map(PriceBookDocument::parse).orElse(PriceBookDocument.EMPTY);
    fields
        .fieldsIfAny("meters")
        .ifPresent(
            all -> {
              for (String name : all.names()) {
                all.fieldsIfAny(name)
                    .flatMap(meter -> meter.oneOfIfAny("policy", List.of("strict", "clamp")))
                    .ifPresent(policy -> policies.put(name, Policy.parse(policy)));
              }
            });
    return new Tenant.Meters(prices, Map.copyOf(policies));
  }
}
