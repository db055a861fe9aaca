package dev.weir.ingest.stripe.topup;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Amounts;
import dev.weir.accounting.pricing.PackageOffer;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.ingest.stripe.StripeApi;
import dev.weir.ingest.stripe.StripeLog;
import dev.weir.ingest.stripe.topup.Charger.Bill;
import dev.weir.ingest.stripe.topup.Charger.Standing;
import dev.weir.ingest.stripe.topup.TopUp.Flight;
import dev.weir.ingest.stripe.topup.TopUp.Progress;
import dev.weir.ingest.stripe.wallet.Wallets;
import dev.weir.schemas.WalletKeys;
import dev.weir.schemas.avro.WalletRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts top-ups and sees them through. Every step is in the topic before it is taken, and the
 * payment's key at Stripe is its number, so that whoever takes over an account goes on with the
 * same payment.
 */
final class TopUps {
  private static final Logger LOG = LoggerFactory.getLogger(TopUps.class);

  /** Stripe forgets idempotency keys after a day; before that, asking again is safe. */
  private static final Duration SAFE_TO_ASK_AGAIN = Duration.ofHours(20);

  private static final Duration UNSEEN_AFTER = Duration.ofMinutes(10);

  private final Wallets wallets;
  private final StripeLog log;
  private final Charger charger;
  private final TenantDirectory directory;
  private final MeterRegistry metrics;

  TopUps(
      Wallets wallets,
      StripeLog log,
      Charger charger,
      TenantDirectory directory,
      MeterRegistry metrics) {
    this.wallets = wallets;
    this.log = log;
    this.charger = charger;
    this.directory = directory;
    this.metrics = metrics;
  }

  /**
   * A charge has left that balance. Returns whether a payment is to be made now.
   *
   * @param at the entry's time, by the account's clock
   */
  synchronized boolean charged(AccountKey account, long balance, long at, Duration cooldown) {
    Optional<TopUp> topUp = wallets.topUp(account);
    boolean able = charger.able(account.mode());
    if (!able || topUp.isEmpty() || !topUp.get().due(balance, at, cooldown)) {
      return false;
    }
    move(account, progress -> progress.started(at, System.currentTimeMillis()));
    count("triggered");
    return true;
  }

  /** A payment's minutes have come; perhaps it is the one under way. */
  synchronized void credited(AccountKey account, String payment, String number) {
    Flight flight = wallets.progress(account).flight();
    if (flight != null
        && (payment.equals(flight.payment()) || number.equals(Long.toString(flight.number())))) {
      move(account, Progress::credited);
      count("credited");
    }
  }

  /** Makes the payment that is under way, or makes sure of it. */
  void pay(AccountKey account) {
    Flight flight = wallets.progress(account).flight();
    Optional<Bill> bill = flight == null ? Optional.empty() : bill(account, flight);
    if (flight == null) {
      return;
    }
    if (bill.isEmpty()) {
      declined(account, flight, "nothing_to_charge");
      return;
    }
    try {
      Standing standing = charger.charge(bill.get());
      step(account, flight, progress -> progress.paying(flight.number(), standing.payment()));
      settle(account, flight, standing);
    } catch (StripeApi.Declined e) {
      declined(account, flight, e.reason());
    } catch (Problem e) {
      unanswered(account, flight, e);
    }
  }

  /** Looks after a payment that has been under way for a while. */
  void look(AccountKey account) {
    Flight flight = wallets.progress(account).flight();
    if (flight == null) {
      return;
    }
    String payment = flight.payment();
    boolean old = age(flight) > SAFE_TO_ASK_AGAIN.toMillis();
    if (payment == null && !old) {
      pay(account);
    } else if (payment == null) {
      LOG.error("Top-up {} of {} was never answered and is given up", flight.number(), account);
      step(account, flight, Progress::abandoned);
    } else {
      try {
        settle(account, flight, charger.look(account, payment));
      } catch (Problem e) {
        LOG.warn("Top-up {} of {} cannot be looked at: {}", flight.number(), account, e.code());
      }
    }
  }

  /**
   * The credit is the webhook's. Its entry ends the flight, unless nobody was looking when it came.
   */
  private void settle(AccountKey account, Flight flight, Standing standing) {
    if (standing.refused()) {
      declined(account, flight, standing.status());
    } else if (standing.paid() && age(flight) > UNSEEN_AFTER.toMillis()) {
      step(account, flight, Progress::credited);
    }
  }

  private static long age(Flight flight) {
    return System.currentTimeMillis() - flight.startedAt();
  }

  /**
   * Nothing was said of the card. Where Stripe knows the number with another bill, a payment was
   * made whose answer was lost: its webhook ends the flight.
   */
  private void unanswered(AccountKey account, Flight flight, Problem problem) {
    if (problem.status() == 503 || problem.code().equals("idempotency_key_reused")) {
      LOG.warn("Top-up {} of {} waits: {}", flight.number(), account, problem.code());
    } else {
      LOG.error("Top-up {} of {} is given up: {}", flight.number(), account, problem.detail());
      step(account, flight, Progress::notAsked);
      count("not_asked");
    }
  }

  private void declined(AccountKey account, Flight flight, String reason) {
    LOG.warn("Top-up {} of {} was refused: {}", flight.number(), account, reason);
    long at = directory.now(account);
    step(account, flight, progress -> progress.declined(at));
    count("declined");
  }

  private synchronized void step(AccountKey account, Flight of, UnaryOperator<Progress> change) {
    Flight now = wallets.progress(account).flight();
    if (now != null && now.number() == of.number()) {
      move(account, change);
    }
  }

  private void move(AccountKey account, UnaryOperator<Progress> change) {
    String key = WalletKeys.progress(account);
    WalletRecord next = Wallets.of(account, change.apply(wallets.progress(account)));
    wallets.tell(key, next, log.write(key, next));
  }

  private Optional<Bill> bill(AccountKey account, Flight flight) {
    Optional<TopUp> topUp = wallets.topUp(account);
    Optional<String> customer = wallets.customer(account);
    Optional<TenantCatalog> catalog =
        directory.tenant(account.tenant()).flatMap(directory::catalog);
    if (topUp.isEmpty() || customer.isEmpty() || catalog.isEmpty()) {
      return Optional.empty();
    }
    String currency = catalog.get().fallback();
    return catalog
        .get()
        .catalog()
        .offer(topUp.get().wish().packageKey())
        .filter(offer -> offer.prices().in(currency).isPresent())
        .map(offer -> bill(account, customer.get(), offer, currency, flight.number()));
  }

  private static Bill bill(
      AccountKey account, String customer, PackageOffer offer, String currency, long number) {
    return new Bill(
        account,
        customer,
        offer.prices().in(currency).orElseThrow(),
        currency,
        Map.of(
            "tenant", account.tenant(),
            "userId", account.user(),
            "packageName", offer.key(),
            "minutesPurchased", Long.toString(offer.amount() / (60 * Amounts.UNIT)),
            "topUp", Long.toString(number)),
        number);
  }

  private void count(String outcome) {
    metrics.counter("weir.topup", "outcome", outcome).increment();
  }
}
