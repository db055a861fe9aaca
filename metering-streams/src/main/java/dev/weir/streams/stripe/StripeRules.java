package dev.weir.streams.stripe;

import dev.weir.accounting.AccountKey;
import dev.weir.streams.stripe.Fact.Disputed;
import dev.weir.streams.stripe.Fact.Holder;
import dev.weir.streams.stripe.Fact.InvoicePaid;
import dev.weir.streams.stripe.Fact.InvoicePayment;
import dev.weir.streams.stripe.Fact.Irrelevant;
import dev.weir.streams.stripe.Fact.PackagePaid;
import dev.weir.streams.stripe.Fact.Paid;
import dev.weir.streams.stripe.Fact.Refunded;
import dev.weir.streams.stripe.Fact.SubscriptionChanged;
import dev.weir.streams.stripe.Fact.Unusable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known, and one event: what is known then, and the commands that follow. The same events
 * in any order, each any number of times, end in the same balance.
 */
public final class StripeRules {
  /** More than this for one customer that nobody claims is not a backlog but a mistake. */
  static final int PARKED_AT_MOST = 500;

  /** What is parked for one customer is one value of the store, and written whole each time. */
  static final int PARKED_BYTES = 2 << 20;

  private StripeRules() {}

  /** What an event is counted as: a metric's name must not come from outside. */
  public static String kind(String type) {
    return StripeReading.kind(type);
  }

  public static Step step(StripeState before, StripeEvent event) {
    Draft draft = new Draft(before, event);
    draft.learn(event.facts());
    apply(draft, event);
    return draft.done();
  }

  private static void apply(Draft draft, StripeEvent event) {
    StripeReading reading = StripeReading.of(event);
    if (reading.account() != null && draft.tenant(reading.account().tenant()) == null) {
      refuse(draft, event, "unknown_tenant", "no tenant " + reading.account().tenant() + " here");
      return;
    }
    Link link = reading.link();
    if (link != null) {
      connect(draft, link);
    }
    if (!(reading.fact() instanceof Unusable)) {
      ChargeRules.learn(draft, event);
    }
    switch (reading.fact()) {
      case PackagePaid paid -> PaymentRules.packagePaid(draft, event, paid);
      case Paid paid -> PaymentRules.paid(draft, event, paid);
      case InvoicePayment payment -> PaymentRules.invoicePayment(draft, event, payment);
      case Refunded refunded -> PaymentRules.refunded(draft, event, refunded);
      case Disputed disputed -> PaymentRules.disputed(draft, event, disputed);
      case InvoicePaid paid -> {
        AccountKey account = account(draft, event, paid.holder());
        if (account != null) {
          SubscriptionRules.invoicePaid(draft, event, account, paid);
        }
      }
      case SubscriptionChanged changed -> {
        AccountKey account = account(draft, event, changed.holder());
        if (account != null) {
          SubscriptionRules.changed(draft, event, account, changed);
        }
      }
      case Unusable unusable -> refuse(draft, event, unusable.code(), unusable.detail());
      case Irrelevant _ -> {}
    }
  }

  /**
   * Such an event can be sent again once it is understood; until then somebody has to know of it.
   */
  static void refuse(Draft draft, StripeEvent event, String code, String detail) {
    draft.refuse(event, code, detail);
    draft.await("event/" + event.id(), code, event.receivedAt());
  }

  private static void connect(Draft draft, Link link) {
    Known.Customer customer = draft.customer(link.customer());
    Link known = customer.link();
    if (known != null && !link.newerThan(known)) {
      return;
    }
    draft.keep(link.customer(), new Known.Customer(link, List.of()));
    if (known == null || !known.account().equals(link.account())) {
      draft.announce(link);
    }
    draft.settle("customer/" + link.customer());
    customer.parked().stream()
        .sorted(Comparator.comparingLong(StripeEvent::created).thenComparing(StripeEvent::id))
        .forEach(parked -> apply(draft, parked));
  }

  /**
   * The account that an object belongs to; while none is known the event is parked with its
   * customer.
   */
  private static @Nullable AccountKey account(Draft draft, StripeEvent event, Holder holder) {
    if (holder.account() != null || holder.customer() == null) {
      return holder.account();
    }
    Known.Customer customer = draft.customer(holder.customer());
    if (customer.link() != null) {
      return customer.link().account();
    }
    if (customer.parked().stream().noneMatch(parked -> parked.id().equals(event.id()))) {
      park(draft, event, holder.customer(), customer);
    }
    return null;
  }

  private static void park(Draft draft, StripeEvent event, String id, Known.Customer customer) {
    List<StripeEvent> parked = new ArrayList<>(customer.parked());
    parked.add(event);
    Known.Customer waiting = new Known.Customer(null, parked);
    if (parked.size() > PARKED_AT_MOST || StateJson.write(waiting).length > PARKED_BYTES) {
      refuse(draft, event, "too_many_parked", "customer " + id + " is linked to no account");
      return;
    }
    draft.keep(id, waiting);
    draft.await("customer/" + id, "customer_not_linked", event.receivedAt());
  }
}
