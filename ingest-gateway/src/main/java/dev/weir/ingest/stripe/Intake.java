package dev.weir.ingest.stripe;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.schemas.avro.StripeEventRecord;
import dev.weir.schemas.avro.StripePriceRecord;
import dev.weir.schemas.avro.StripeTenantRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes of an event's bytes what is written down: the bytes, and all that is needed to understand
 * them later.
 */
public final class Intake {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Stripe tries a webhook again for three days. What is older is not late but old, or has a
   * made-up time.
   */
  private static final Duration RETRIES = Duration.ofDays(3);

  private final StripeSettings settings;
  private final TenantDirectory directory;
  private final Facts facts;

  public Intake(StripeSettings settings, TenantDirectory directory, Facts facts) {
    this.settings = settings;
    this.directory = directory;
    this.facts = facts;
  }

  /** An event that Stripe has just sent. */
  Taken received(byte[] body, Collection<Tenant> signers, long now) {
    Taken taken = read(body, signers, now);
    StripeEventRecord event = taken.event();
    boolean recent = now - event.getCreated() <= RETRIES.toMillis();
    event.setTime(recent ? Math.min(event.getCreated(), now) : now);
    return taken;
  }

  /**
   * An event of the past: its commands happen when it did, so that a replay comes out as the first
   * time.
   */
  public Taken replayed(byte[] body, Collection<Tenant> tenants, long now) {
    Taken taken = read(body, tenants, now);
    taken.event().setTime(Math.min(taken.event().getCreated(), now));
    return taken;
  }

  private Taken read(byte[] body, Collection<Tenant> signers, long now) {
    String payload = new String(body, StandardCharsets.UTF_8);
    JsonNode event = parse(payload);
    JsonNode object = event.path("data").path("object");
    String type = event.path("type").asString("");
    if (type.isEmpty() || !object.isObject()) {
      throw Problem.malformed("event_invalid", "An event has a type and an object.");
    }
    if (event.path("account").isString()) {
      throw Problem.malformed("other_account", "The event is of a connected account.");
    }
    Mode mode = mode(event, object);
    long created = event.path("created").asLong(0) * 1000;
    String id = event.path("id").asString("");
    StripeEventRecord written =
        StripeEventRecord.newBuilder()
            .setId(id.isEmpty() ? Derived.id(body) : id)
            .setType(type)
            .setRealm(owner(signers))
            .setTenant(owner(signers))
            .setLivemode(mode == Mode.LIVE)
            .setCreated(created == 0 ? now : created)
            .setPayload(payload)
            .setReceivedAt(now)
            .setTime(now)
            .setClocks(mode == Mode.LIVE ? Map.of() : clocks(signers))
            .setTenants(tenants(signers, object))
            .setPrices(prices(signers, object))
            .build();
    return new Taken(key(object, mode, owner(signers)), written);
  }

  private static String key(JsonNode object, Mode mode, String owner) {
    JsonNode customer = object.path("customer");
    String id = customer.isObject() ? customer.path("id").asString("") : customer.asString("");
    if (!id.isEmpty()) {
      return id;
    }
    String user = object.path("metadata").path("userId").asString("");
    String tenant = object.path("metadata").path("tenant").asString(owner);
    return user.isEmpty()
        ? object.path("id").asString("")
        : new AccountKey(tenant, mode, user).text();
  }

  private static JsonNode parse(String payload) {
    try {
      return JSON.readTree(payload);
    } catch (JacksonException e) {
      throw Problem.malformed("json_invalid", "The body is not JSON.");
    }
  }

  /** An event that does not say is a test's: nothing that is not said to be real money is. */
  private Mode mode(JsonNode event, JsonNode object) {
    JsonNode said = event.path("livemode");
    JsonNode meant = object.path("livemode");
    if (said.isBoolean() && meant.isBoolean() && !said.equals(meant)) {
      throw Problem.malformed("mode_mismatch", "The event and its object are of two modes.");
    }
    boolean live = said.isBoolean() ? said.booleanValue() : meant.booleanValue(false);
    Mode mode = live ? Mode.LIVE : Mode.TEST;
    if (!settings.takes(mode)) {
      throw Problem.malformed("mode_mismatch", "Events of this mode are not taken here.");
    }
    return mode;
  }

  /** Whose Stripe account it is: tenants that share a secret share an account. */
  private String owner(Collection<Tenant> signers) {
    return signers.stream()
        .map(Tenant::id)
        .filter(settings.tenant()::equals)
        .findFirst()
        .orElseGet(() -> signers.stream().map(Tenant::id).min(String::compareTo).orElseThrow());
  }

  private Map<String, Long> clocks(Collection<Tenant> signers) {
    Map<String, Long> clocks = new TreeMap<>();
    for (Tenant tenant : signers) {
      directory.clock(tenant.id()).ifPresent(now -> clocks.put(tenant.id(), now));
    }
    return clocks;
  }

  private List<StripeTenantRecord> tenants(Collection<Tenant> signers, JsonNode object) {
    Set<String> texts = texts(object);
    String owner = owner(signers);
    return signers.stream()
        .filter(
            tenant ->
                tenant.id().equals(owner)
                    || texts.contains(tenant.id())
                    || !facts.prices(tenant, texts).isEmpty())
        .map(facts::tenant)
        .toList();
  }

  private List<StripePriceRecord> prices(Collection<Tenant> signers, JsonNode object) {
    Set<String> texts = texts(object);
    List<StripePriceRecord> prices = new ArrayList<>();
    for (Tenant tenant : signers) {
      prices.addAll(facts.prices(tenant, texts));
    }
    return prices;
  }

  /**
   * Every text in the object: whatever is a tenant or a price is among them, in whatever API
   * version.
   */
  private static Set<String> texts(JsonNode object) {
    Set<String> texts = new HashSet<>();
    collect(object, texts);
    return texts;
  }

  private static void collect(@Nullable JsonNode node, Set<String> texts) {
    if (node == null) {
      return;
    }
    if (node.isString()) {
      texts.add(node.stringValue());
    }
    for (JsonNode each : node.values()) {
      collect(each, texts);
    }
  }
}
