package dev.weir.streams.stripe;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import dev.weir.schemas.avro.StripeEventRecord;
import dev.weir.schemas.avro.StripePriceRecord;
import dev.weir.schemas.avro.StripeTenantRecord;
import dev.weir.schemas.codec.Codec;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Stripe's events as the gateway writes them. */
public final class StripeRecords {
  public static final AccountKey BUYER = new AccountKey("sheen", Mode.LIVE, "u1");

  private static final JsonMapper JSON = JsonMapper.shared();

  private StripeRecords() {}

  /** A package, half of it refunded, and two periods of a subscription that then ends. */
  public static List<StripeEventRecord> lifecycle() {
    return List.of(
            StripeEvents.paymentSucceeded(1),
            StripeEvents.refunded("evt_half", 50, 450),
            StripeEvents.subscribed(1),
            StripeEvents.invoice("in_1", 1, "price_builder", 0),
            StripeEvents.subscription("updated", 2, "price_builder", "active"),
            StripeEvents.invoiceOf2024("in_2", 30 * 86_400, "price_builder", 9),
            StripeEvents.subscription("deleted", 40 * 86_400, "price_builder", "canceled"))
        .stream()
        .map(StripeRecords::record)
        .toList();
  }

  private static StripeEventRecord record(StripeEvent event) {
    CatalogFacts catalog = event.facts();
    String payload =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("api_version", event.apiVersion())
                .set("data", JSON.createObjectNode().set("object", event.object())));
    return StripeEventRecord.newBuilder()
        .setId(event.id())
        .setType(event.type())
        .setTenant(event.tenant())
        .setLivemode(event.live())
        .setCreated(event.created())
        .setPayload(payload)
        .setReceivedAt(event.receivedAt())
        .setRealm(event.realm())
        .setTenants(
            catalog.tenants().stream()
                .map(
                    tenant ->
                        new StripeTenantRecord(
                            tenant.tenant(),
                            tenant.minute(),
                            Codec.plan(tenant.free()),
                            Codec.opening(tenant.opening())))
                .toList())
        .setPrices(
            catalog.prices().stream()
                .map(
                    price ->
                        new StripePriceRecord(
                            price.tenant(),
                            price.price(),
                            Codec.plan(price.plan()),
                            price.amount(),
                            price.catalogVersion()))
                .toList())
        .build();
  }
}
