package dev.weir.streams.stripe;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.PaidPeriod;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Verb;
import dev.weir.streams.stripe.CatalogFacts.PriceFacts;
import dev.weir.streams.stripe.CatalogFacts.TenantFacts;
import dev.weir.streams.stripe.Fact.InvoicePaid;
import dev.weir.streams.stripe.Fact.Line;
import dev.weir.streams.stripe.Fact.Price;
import dev.weir.streams.stripe.Fact.SubscriptionChanged;
import dev.weir.streams.stripe.Fact.Unusable;
import dev.weir.streams.stripe.Known.Credit;
import dev.weir.streams.stripe.Known.Invoice;
import dev.weir.streams.stripe.Known.PlanView;
import dev.weir.streams.stripe.Known.Stamp;
import dev.weir.streams.stripe.Known.Subscriber;
import dev.weir.streams.stripe.Known.Subscription;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Subscriptions: which plan an account has, and what a paid period grants. */
final class SubscriptionRules {
  /** Older than anything: news that decides nothing about the plan. */
  private static final long OLDEST = -1;

  private static final Unusable UNKNOWN_PRICE =
      new Unusable("unknown_price", "no plan of the tenant has this price");
  private static final Unusable NO_PERIOD =
      new Unusable("period_invalid", "the line's period ends before it begins");

  private SubscriptionRules() {}

  static void changed(
      Draft draft, StripeEvent event, AccountKey account, SubscriptionChanged changed) {
    PriceFacts price = price(draft, account, changed.prices());
    if (price == null && !changed.deleted()) {
      StripeRules.refuse(draft, event, UNKNOWN_PRICE.code(), UNKNOWN_PRICE.detail());
      return;
    }
    draft.settle("event/" + event.id());
    int rank =
        changed.deleted()
            ? Stamp.DELETED
            : event.type().endsWith("created") ? Stamp.CREATED : Stamp.UPDATED;
    Subscription now =
        new Subscription(
            new Stamp(event.created(), rank, event.id()),
            changed.status(),
            price == null || changed.deleted() ? null : price.plan(),
            changed.periodEnd());
    tell(draft, event, account, draft.subscriber(account).heard(changed.subscription(), now));
  }

  static void invoicePaid(Draft draft, StripeEvent event, AccountKey account, InvoicePaid paid) {
    Invoice invoice = draft.invoice(paid.invoice()).paid(paid.price().amount());
    List<Line> plans =
        paid.lines().stream()
            .filter(line -> draft.price(account.tenant(), line.price()) != null)
            .toList();
    Unusable unusable = null;
    for (Line line : roomiestFirst(draft, account, paid.lines())) {
      PriceFacts price = draft.price(account.tenant(), line.price());
      if (price == null) {
        unusable = line.recurring() ? UNKNOWN_PRICE : unusable;
      } else if (line.end() <= line.start()) {
        unusable = NO_PERIOD;
      } else if (!invoice.credits().containsKey(line.id())) {
        renew(draft, event, account, paid, new Renewal(line, price, cost(paid, plans, line)));
        invoice = invoice.credited(line.id(), new Credit(account, price.amount()));
      }
    }
    if (paid.price().payment() != null) {
      invoice = invoice.paidBy(paid.price().payment());
    }
    PaymentRules.connect(draft, event, paid.invoice(), invoice);
    if (unusable == null) {
      draft.settle("event/" + event.id());
    } else {
      StripeRules.refuse(draft, event, unusable.code(), unusable.detail());
    }
  }

  /** What an older period left is capped once, by the plan of the invoice that lets most of it. */
  private static List<Line> roomiestFirst(Draft draft, AccountKey account, List<Line> lines) {
    return lines.stream()
        .sorted(
            Comparator.comparingLong(
                line -> {
                  PriceFacts price = draft.price(account.tenant(), line.price());
                  return price == null ? 0 : -price.plan().rolloverCap();
                }))
        .toList();
  }

  private record Renewal(Line line, PriceFacts price, Price cost) {}

  /** An invoice of several plans was paid for each in proportion; to the minor unit, in all. */
  private static Price cost(InvoicePaid paid, List<Line> plans, Line line) {
    Price price = paid.price();
    long before = sum(plans.subList(0, plans.indexOf(line)));
    long total = sum(plans);
    long amount =
        plans.size() == 1
            ? price.amount()
            : Revocations.share(price.amount(), before + line.amount(), total)
                - Revocations.share(price.amount(), before, total);
    return new Price(price.payment(), amount, price.currency());
  }

  private static long sum(List<Line> lines) {
    return lines.stream().mapToLong(Line::amount).sum();
  }

  /**
   * The period's minutes come with every paid line. The plan follows only if nothing newer is known
   * of the subscription, and if the period is not over: a debt paid after the end does not bring
   * the plan back.
   */
  private static void renew(
      Draft draft, StripeEvent event, AccountKey account, InvoicePaid paid, Renewal renewal) {
    Line line = renewal.line();
    PlanTerms plan = renewal.price().plan();
    Subscriber before = draft.subscriber(account);
    Subscriber after =
        heard(event, account, before, renewal).paid(new PaidPeriod(line.id(), line.start(), plan));
    PlanView view = after.view(free(draft, account));
    boolean takes = view != null && view.plan().isPlan(plan) && view.status().equals("active");
    draft.send(
        event,
        account,
        line.id(),
        new Verb.Renew(
            plan,
            "active",
            renewal.price().amount(),
            line.start(),
            line.end(),
            takes && view != null ? view.stamp() : OLDEST,
            before.paidFrom(line.start()),
            Notes.renewed(
                paid.invoice(), paid.holder().customer(), renewal.cost(), renewal.price())));
    if (takes && view != null) {
      draft.keep(account, after.told(view));
    } else {
      tell(draft, event, account, after);
    }
  }

  private static Subscriber heard(
      StripeEvent event, AccountKey account, Subscriber before, Renewal renewal) {
    Line line = renewal.line();
    if (line.end() <= event.created() && line.end() <= event.timeIn(account.tenant())) {
      return before;
    }
    Stamp stamp = new Stamp(event.created(), Stamp.PAID, event.id());
    return before.heard(
        line.subscription(), new Subscription(stamp, "active", renewal.price().plan(), line.end()));
  }

  /** Sends the plan and status if they are not what the account was told last. */
  private static void tell(
      Draft draft, StripeEvent event, AccountKey account, Subscriber subscriber) {
    PlanView view = subscriber.view(free(draft, account));
    PlanView told = subscriber.told();
    if (view == null || (told != null && told.shows(view))) {
      draft.keep(account, subscriber);
      return;
    }
    draft.send(
        event,
        account,
        "plan:" + event.id(),
        new Verb.ChangePlan(
            view.plan(),
            view.status(),
            view.stamp(),
            view.periodEnd(),
            Notes.planChanged(view.status())));
    draft.keep(account, subscriber.told(view));
  }

  private static PlanTerms free(Draft draft, AccountKey account) {
    TenantFacts tenant = draft.tenant(account.tenant());
    return tenant == null ? PlanTerms.NONE : tenant.free();
  }

  private static @Nullable PriceFacts price(Draft draft, AccountKey account, List<String> prices) {
    for (String each : prices) {
      PriceFacts price = draft.price(account.tenant(), each);
      if (price != null) {
        return price;
      }
    }
    return null;
  }
}
