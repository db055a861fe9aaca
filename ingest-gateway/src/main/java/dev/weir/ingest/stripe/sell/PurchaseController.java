package dev.weir.ingest.stripe.sell;

import com.stripe.model.checkout.Session;
import com.stripe.net.StripeResponse;
import com.stripe.param.billingportal.SessionCreateParams;
import dev.weir.accounting.pricing.PackageOffer;
import dev.weir.accounting.pricing.Plan;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.ingest.stripe.StripeApi;
import dev.weir.ingest.stripe.StripeSettings;
import dev.weir.ingest.stripe.wallet.Wallets;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sells packages and plans. Nothing is credited here: that is what the webhooks are for. */
@RestController
final class PurchaseController {
  private static final int KEY = 128;

  private final StripeSettings settings;
  private final StripeApi stripe;
  private final Wallets wallets;
  private final Checkout checkout;

  PurchaseController(StripeSettings settings, StripeApi stripe, Wallets wallets) {
    this.settings = settings;
    this.stripe = stripe;
    this.wallets = wallets;
    this.checkout = new Checkout(stripe, wallets);
  }

  @PostMapping("/v1/billing/packages/purchase")
  @Access(Right.USER)
  ResponseEntity<?> buyPackage(Call call) {
    Order order = Order.of(call, settings.returnUrl());
    TenantCatalog catalog = Order.catalog(call);
    PackageOffer offer =
        catalog
            .catalog()
            .offer(call.body().text("package_key", KEY))
            .orElseThrow(
                () -> Problem.field("unknown_package", "package_key", "is not in the catalog"));
    Sale sale =
        Sale.of(
            catalog,
            new Sale.Item(offer.key(), offer.name(), offer.amount(), offer.prices()),
            call.body().textIfAny("currency", KEY));
    Session session = checkout.forPackage(order, sale);
    return answer(session, sale.answer(session.getUrl(), session.getId(), "package_minutes"));
  }

  @PostMapping("/v1/billing/subscriptions/checkout")
  @Access(Right.USER)
  ResponseEntity<?> subscribe(Call call) {
    Order order = Order.of(call, settings.returnUrl());
    TenantCatalog catalog = Order.catalog(call);
    Plan plan =
        catalog
            .catalog()
            .plan(call.body().text("plan_key", KEY))
            .orElseThrow(() -> Problem.field("unknown_plan", "plan_key", "is not in the catalog"));
    Sale sale =
        Sale.of(
            catalog,
            new Sale.Item(plan.key(), plan.name(), plan.monthly(), plan.prices()),
            call.body().textIfAny("currency", KEY));
    if (sale.stripePrice() == null) {
      // Its invoices would name a price that no catalog knows, and bring no minutes.
      throw Problem.field("not_for_sale", "plan_key", "has no price at Stripe in this currency");
    }
    Session session = checkout.forPlan(order, sale);
    return answer(session, sale.answer(session.getUrl(), session.getId(), "plan_minutes"));
  }

  /** Stripe knows whether it made the session now or tells again of an earlier one. */
  private static ResponseEntity<?> answer(Session session, Map<String, Object> body) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    StripeResponse made = session.getLastResponse();
    if (made != null && made.headers().firstValue("idempotent-replayed").isPresent()) {
      answer.header("Idempotency-Replayed", "true");
    }
    return answer.body(body);
  }

  /** Where a customer changes cards and subscriptions; there is none before the first purchase. */
  @PostMapping("/v1/billing/portal")
  @Access(Right.USER)
  Map<String, Object> portal(Call call) {
    Fields body = call.body();
    var account = call.account(call.user("userId", body.idIfAny("userId")));
    String back = Order.url(body, "return_url").orElse(settings.returnUrl().toString());
    if (!stripe.configured(account.mode())) {
      throw stripe.notConfigured(account.mode());
    }
    String customer =
        wallets
            .customer(account)
            .orElseThrow(
                () -> Problem.notFound("customer_not_found", "This user has bought nothing yet."));
    SessionCreateParams params =
        SessionCreateParams.builder().setCustomer(customer).setReturnUrl(back).build();
    String url =
        stripe
            .call(account.mode(), client -> client.v1().billingPortal().sessions().create(params))
            .getUrl();
    return Map.of("portal_url", url);
  }
}
