package dev.weir.streams.stripe;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Verb;
import dev.weir.streams.stripe.CatalogFacts.PriceFacts;
import dev.weir.streams.stripe.CatalogFacts.TenantFacts;
import dev.weir.streams.stripe.Step.Change;
import dev.weir.streams.stripe.Step.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step while it is being worked out: reads see what the same step has already written. */
final class Draft {
  private final StripeState before;
  private final String prefix;
  private final Map<String, Optional<Object>> written = new LinkedHashMap<>();
  private final List<Command> commands = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  Draft(StripeState before, StripeEvent event) {
    this.before = before;
    this.prefix = event.realm() + "/" + event.mode().text() + "/";
  }

  Known.Customer customer(String id) {
    return read(key("customer", id), Known.Customer.class, Known.Customer.NEW);
  }

  void keep(String id, Known.Customer customer) {
    written.put(key("customer", id), Optional.of(customer));
  }

  /** The payment that this is a charge of, as far as that is known; else what it was called. */
  String paymentId(String id) {
    Known.Charge charge = lookUp(key("charge", id), Known.Charge.class);
    return charge == null ? id : charge.payment();
  }

  void isTryAt(String charge, String payment) {
    written.put(key("charge", charge), Optional.of(new Known.Charge(payment)));
  }

  Known.Payment payment(String id) {
    return read(key("payment", paymentId(id)), Known.Payment.class, Known.Payment.NEW);
  }

  void keep(String id, Known.Payment payment) {
    written.put(key("payment", paymentId(id)), Optional.of(payment));
  }

  Known.Invoice invoice(String id) {
    return read(key("invoice", id), Known.Invoice.class, Known.Invoice.NEW);
  }

  void keep(String id, Known.Invoice invoice) {
    written.put(key("invoice", id), Optional.of(invoice));
  }

  Known.Subscriber subscriber(AccountKey account) {
    return read(
        key("subscriber", account.tenant() + "/" + account.user()),
        Known.Subscriber.class,
        Known.Subscriber.NEW);
  }

  void keep(AccountKey account, Known.Subscriber subscriber) {
    written.put(
        key("subscriber", account.tenant() + "/" + account.user()), Optional.of(subscriber));
  }

  /**
   * Catalog facts outlive the event that carried them: a later event may not name what they are
   * about.
   */
  void learn(CatalogFacts facts) {
    for (TenantFacts tenant : facts.tenants()) {
      learn(key("tenant", tenant.tenant()), TenantFacts.class, tenant);
    }
    for (PriceFacts price : facts.prices()) {
      learn(key("price", price.tenant() + "/" + price.price()), PriceFacts.class, price);
    }
  }

  private <T> void learn(String key, Class<T> type, T value) {
    if (!value.equals(lookUp(key, type))) {
      written.put(key, Optional.of(value));
    }
  }

  @Nullable TenantFacts tenant(String tenant) {
    return lookUp(key("tenant", tenant), TenantFacts.class);
  }

  @Nullable PriceFacts price(String tenant, String price) {
    return lookUp(key("price", tenant + "/" + price), PriceFacts.class);
  }

  void await(String what, String why, long since) {
    String key = Waiting.PREFIX + prefix + what;
    if (lookUp(key, Waiting.class) == null) {
      written.put(key, Optional.of(new Waiting(prefix + what, why, since)));
    }
  }

  void settle(String what) {
    String key = Waiting.PREFIX + prefix + what;
    if (lookUp(key, Waiting.class) != null) {
      written.put(key, Optional.empty());
    }
  }

  void send(StripeEvent cause, AccountKey account, String id, Verb verb) {
    TenantFacts tenant = tenant(account.tenant());
    commands.add(
        new Command(
            account,
            id,
            cause.timeIn(account.tenant()),
            tenant == null ? null : tenant.opening(),
            verb));
  }

  void announce(Link link) {
    links.add(link);
  }

  void refuse(StripeEvent event, String code, String detail) {
    refusals.add(new Refusal(event.id(), code, detail));
  }

  Step done() {
    List<Change> changes = new ArrayList<>();
    written.forEach((key, value) -> changes.add(new Change(key, value.orElse(null))));
    return new Step(changes, List.copyOf(commands), List.copyOf(links), List.copyOf(refusals));
  }

  /** Realms and modes have nothing in common, not even the ids of their objects. */
  private String key(String kind, String id) {
    return prefix + kind + "/" + id;
  }

  private <T> T read(String key, Class<T> type, T absent) {
    T found = lookUp(key, type);
    return found == null ? absent : found;
  }

  private <T> @Nullable T lookUp(String key, Class<T> type) {
    Optional<Object> value = written.get(key);
    return value == null ? before.get(key, type) : value.map(type::cast).orElse(null);
  }
}
