package dev.weir.ingest.stripe.sell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.edge.tenants.CatalogDirectory;
import dev.weir.edge.tenants.CatalogDocument;
import dev.weir.edge.tenants.Examples;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.edge.tenants.TenantDocument;
import dev.weir.ingest.stripe.StripeApplication;
import dev.weir.ingest.stripe.Web;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Purchases while no Stripe is configured: what is wrong with the request is said first. */
@SpringBootTest(
    classes = StripeApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "weir.edge.follow=false"})
class PurchaseTest {
  private static final String PATH = "/v1/billing/packages/purchase";
  private static final String VERSION = "2025-09-01";
  @LocalServerPort private int port;
  @Autowired private CatalogDirectory catalogs;
  @Autowired private TenantDirectory tenants;
  private Web web;

  @BeforeEach
  void connect() {
    web = new Web(port);
  }

  private void is(Web.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.text("code")).isEqualTo(code);
  }

  @Test
  void aGoodRequestIsTurnedAwayBecauseThereIsNoKey() {
    for (String currency : List.of("USD", "EUR", "AED")) {
      String body =
          "{\"userId\":\"u1\",\"package_key\":\"mini\",\"currency\":\"" + currency + "\"}";
      is(web.signed("POST", PATH, body), 503, "stripe_not_configured");
    }
    is(
        web.signed("POST", PATH, "{\"package_key\":\"mini\"}", "X-User-Id", "u1"),
        503,
        "stripe_not_configured");
    is(
        web.signed(
            "POST",
            "/v1/billing/subscriptions/checkout",
            "{\"userId\":\"u1\",\"plan_key\":\"builder\"}"),
        503,
        "stripe_not_configured");
    is(
        web.signed("POST", "/v1/billing/portal", "{\"userId\":\"u1\"}"),
        503,
        "stripe_not_configured");
  }

  @Test
  void aBadRequestIsSaidToBeBad() {
    is(web.signed("POST", PATH, "{\"package_key\":\"mini\"}"), 422, "field_missing");
    is(
        web.signed("POST", PATH, "{\"userId\":\"u/1\",\"package_key\":\"mini\"}"),
        422,
        "id_invalid");
    is(web.signed("POST", PATH, "{\"userId\":\"u1\"}"), 422, "field_missing");
    is(
        web.signed("POST", PATH, "{\"userId\":\"u1\",\"package_key\":\"none\"}"),
        422,
        "unknown_package");
    is(
        web.signed(
            "POST", PATH, "{\"userId\":\"u1\",\"package_key\":\"mini\",\"currency\":\"XXX\"}"),
        400,
        "unknown_currency");
    is(
        web.signed(
            "POST",
            PATH,
            "{\"userId\":\"u1\",\"package_key\":\"mini\",\"success_url\":\"javascript:x\"}"),
        422,
        "field_invalid");
    is(
        web.signed(
            "POST",
            "/v1/billing/subscriptions/checkout",
            "{\"userId\":\"u1\",\"plan_key\":\"free\"}"),
        422,
        "not_for_sale");
  }

  /** Its invoices would name a price that no catalog knows. */
  @Test
  void aPlanWithoutAPriceAtStripeIsNotForSale() {
    String euros = "\"EUR\":\"price_sheen_builder_eur\",";
    String wanted = "{\"userId\":\"u1\",\"plan_key\":\"builder\",\"currency\":\"EUR\"}";
    String catalog = only(Examples.documents().catalogs().values(), euros);
    String tenant = only(Examples.documents().tenants().values(), VERSION);
    catalogs.put(CatalogDocument.parse(catalog.replace(euros, "").replace(VERSION, "no-euros")));
    tenants.put(TenantDocument.parse(tenant.replace(VERSION, "no-euros")));
    try {
      is(web.signed("POST", "/v1/billing/subscriptions/checkout", wanted), 422, "not_for_sale");
    } finally {
      tenants.put(TenantDocument.parse(tenant));
    }
    is(
        web.signed("POST", "/v1/billing/subscriptions/checkout", wanted),
        503,
        "stripe_not_configured");
  }

  private static String only(Collection<String> documents, String with) {
    return documents.stream().filter(each -> each.contains(with)).findFirst().orElseThrow();
  }

  @Test
  void anAutoTopUpIsKeptShownChangedAndForgotten() {
    String path = "/v1/billing/auto-topup/u-top";
    is(web.signed("GET", path, ""), 404, "auto_topup_not_set");
    String wish =
        "{\"enabled\":true,\"threshold_seconds\":600,\"package_key\":\"mini\",\"monthly_cap\":3}";
    Web.Answer put = web.signed("PUT", path, wish);
    assertThat(put.status()).as(put.body().toString()).isEqualTo(200);
    assertThat(web.signed("GET", path, "").body().toString())
        .isEqualTo(
            "{\"enabled\":true,\"threshold_seconds\":600,\"package_key\":\"mini\",\"monthly_cap\":3,"
                + "\"attempts\":0,\"in_flight\":false,\"declines\":0}");
    is(web.signed("PUT", path, wish.replace("mini", "none")), 422, "unknown_package");
    is(web.signed("PUT", path, wish.replace("600", "-1")), 422, "amount_invalid");
    is(web.signed("PUT", path, wish.replace("600", "600,\"x\":1")), 422, "field_unknown");
    assertThat(web.signed("DELETE", path, "").status()).isEqualTo(200);
    is(web.signed("GET", path, ""), 404, "auto_topup_not_set");
  }
}
