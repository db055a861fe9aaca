package dev.weir.edge.tenants;

import dev.weir.accounting.Amounts;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.pricing.Catalog;
import dev.weir.accounting.pricing.PackageOffer;
import dev.weir.accounting.pricing.Plan;
import dev.weir.accounting.pricing.Prices;
import dev.weir.edge.json.Fields;
import dev.weir.edge.json.Json;
import dev.weir.edge.json.StrictJson;
import dev.weir.edge.tenants.TenantCatalog.Advisor;
import dev.weir.edge.tenants.TenantCatalog.Offering;
import dev.weir.edge.tenants.TenantCatalog.Prior;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads a catalog's document: minutes and decimal prices outside, micro-units and cents inside. */
public final class CatalogDocument {
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final int MOST = 100;
  private static final long MOST_MINUTES = 10_000_000;
  private static final long MICROS_PER_CENT = Amounts.UNIT / 100;
  private static final int NAME = 128;

  private final Fields fields;
  private final Map<String, Offering> offerings = new HashMap<>();

  private CatalogDocument(Fields fields) {
    this.fields = fields;
  }

  public static TenantCatalog parse(String json) {
    return parse(StrictJson.parse(json));
  }

  public static TenantCatalog parse(Json json) {
    CatalogDocument document = new CatalogDocument(Fields.of(json));
    TenantCatalog catalog = document.read();
    document.fields.noOthers();
    return catalog;
  }

  private TenantCatalog read() {
    Catalog catalog =
        new Catalog(
            fields.id("version"), (int) fields.whole("rolloverDays", 1, 3650), plans(), packages());
    List<String> currencies =
        fields.texts("currencies").stream().map(text -> currency(fields, text)).toList();
    String fallback = currency(fields, fields.text("fallbackCurrency", 3));
    return new TenantCatalog(
        fields.id("tenant"), catalog, currencies, fallback, Map.copyOf(offerings), priors());
  }

  private List<Plan> plans() {
    List<Plan> plans = new ArrayList<>();
    for (Fields plan : fields.list("plans", MOST)) {
      String key = plan.id("key");
      PlanTerms terms =
          new PlanTerms(
              key,
              minutes(plan, "bonusDaily"),
              minutes(plan, "monthlyBonusCap"),
              minutes(plan, "rolloverCap"));
      plans.add(
          new Plan(key, plan.text("name", NAME), minutes(plan, "minutes"), terms, prices(plan)));
      offer(key, plan);
    }
    return plans;
  }

  private List<PackageOffer> packages() {
    List<PackageOffer> packages = new ArrayList<>();
    for (Fields some : fields.list("packages", MOST)) {
      String key = some.id("key");
      String name = some.text("name", NAME);
      packages.add(new PackageOffer(key, name, minutes(some, "minutes"), prices(some)));
      offer(key, some);
    }
    return packages;
  }

  private void offer(String key, Fields entry) {
    Map<String, String> stripe = new HashMap<>();
    entry
        .fieldsIfAny("stripePrices")
        .ifPresent(
            ids -> ids.names().forEach(c -> stripe.put(currency(ids, c), ids.text(c, NAME))));
    Advisor advisor =
        entry
            .fieldsIfAny("advisor")
            .map(
                a -> {
                  Long payout = a.has("payoutUSD") ? Long.valueOf(cents(a, "payoutUSD")) : null;
                  return new Advisor(a.flag("eligible", false), payout);
                })
            .orElse(null);
    Offering offering =
        new Offering(entry.flag("taxInclusive", false), advisor, Map.copyOf(stripe));
    if (offerings.putIfAbsent(key, offering) != null) {
      throw entry.invalid("key", "appears twice");
    }
    entry.noOthers();
  }

  private Prices prices(Fields entry) {
    Map<String, Long> minor = new HashMap<>();
    entry
        .fieldsIfAny("prices")
        .ifPresent(all -> all.names().forEach(c -> minor.put(currency(all, c), cents(all, c))));
    return new Prices(minor);
  }

  private Map<String, Prior> priors() {
    Map<String, Prior> priors = new HashMap<>();
    fields
        .fieldsIfAny("estimates")
        .ifPresent(
            all ->
                all.names()
                    .forEach(
                        name -> all.fieldsIfAny(name).ifPresent(p -> priors.put(name, prior(p)))));
    return Map.copyOf(priors);
  }

  private static Prior prior(Fields seconds) {
    Prior prior =
        new Prior(
            seconds.amount("small"),
            seconds.amount("medium"),
            seconds.amount("large"),
            seconds.amount("update"));
    seconds.noOthers();
    return prior;
  }

  private static long minutes(Fields entry, String name) {
    return Amounts.ofUnits(60 * entry.wholeIfAny(name, 0, MOST_MINUTES).orElse(0));
  }

  private static long cents(Fields prices, String name) {
    long micros = prices.amountOrZeroIfAny(name).orElseThrow(() -> prices.missing(name));
    if (micros % MICROS_PER_CENT != 0) {
      throw prices.invalid(name, "must have at most 2 decimals");
    }
    return micros / MICROS_PER_CENT;
  }

  private static String currency(Fields entry, String text) {
    if (!CURRENCY.matcher(text).matches()) {
      throw entry.invalid("currency", "must be three capital letters");
    }
    return text;
  }
}
