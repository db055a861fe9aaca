package dev.weir.ingest.stripe;

import dev.weir.accounting.Amounts;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.Source;
import dev.weir.accounting.pricing.Plan;
import dev.weir.edge.tenants.CatalogDirectory;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.schemas.avro.StripePriceRecord;
import dev.weir.schemas.avro.StripeTenantRecord;
import dev.weir.schemas.codec.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the catalogs say now of the tenants and prices in an event. It is written down with the
 * event, so that what follows from the event does not depend on when it is worked out.
 */
public final class Facts {
  private static final long SECONDS_PER_MINUTE = 60;

  private final TenantDirectory directory;
  private final CatalogDirectory catalogs;

  public Facts(TenantDirectory directory, CatalogDirectory catalogs) {
    this.directory = directory;
    this.catalogs = catalogs;
  }

  StripeTenantRecord tenant(Tenant tenant) {
    long minute =
        tenant.unit().equals("seconds") ? SECONDS_PER_MINUTE * Amounts.UNIT : Amounts.UNIT;
    return StripeTenantRecord.newBuilder()
        .setTenant(tenant.id())
        .setMinute(minute)
        .setFree(Codec.plan(directory.plan(tenant)))
        .setOpening(Codec.opening(opening(tenant)))
        .build();
  }

  /**
   * Somebody who has paid has an account, also where accounts are else opened by hand: with what
   * that would grant.
   */
  private Opening opening(Tenant tenant) {
    Opening opening = directory.opening(tenant);
    if (opening != null) {
      return opening;
    }
    long initial = tenant.terms().initial();
    return new Opening(
        directory.plan(tenant),
        initial == 0
            ? List.of()
            : List.of(new OpeningGrant(Source.GIFT, initial, "opening", Bucket.NEVER)));
  }

  /** The tenant's plans that are sold under one of these ids, the newest catalog first. */
  List<StripePriceRecord> prices(Tenant tenant, Set<String> ids) {
    List<StripePriceRecord> found = new ArrayList<>();
    for (String id : ids) {
      catalogs.versions(tenant).stream()
          .flatMap(
              catalog ->
                  catalog.planByStripePrice(id).map(plan -> price(catalog, plan, id)).stream())
          .findFirst()
          .ifPresent(found::add);
    }
    return found;
  }

  private static StripePriceRecord price(TenantCatalog catalog, Plan plan, String id) {
    return StripePriceRecord.newBuilder()
        .setTenant(catalog.tenant())
        .setPrice(id)
        .setPlan(Codec.plan(plan.terms()))
        .setAmount(plan.monthly())
        .setCatalogVersion(catalog.catalog().version())
        .build();
  }
}
