package dev.weir.streams.stripe;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.PaidPeriod;
import dev.weir.accounting.PlanTerms;
import dev.weir.streams.stripe.Fact.Claim;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of each object. Merging a fact into one of these comes out the same in any order.
 */
sealed interface Known {

  /**
   * @param link null until something connects the customer with an account
   * @param parked events that wait for that, each once
   */
  record Customer(@Nullable Link link, List<StripeEvent> parked) implements Known {
    static final Customer NEW = new Customer(null, List.of());
  }

  /**
   * @param seen whether the payment itself has been reported, whatever it was for
   * @param total what was paid, minor units; 0 while unknown
   * @param refunded the most that was reported as given back, of {@code refundedOf}
   * @param disputes by id
   * @param credits what the payment bought, by grant
   */
  record Payment(
      boolean seen,
      long total,
      long refunded,
      long refundedOf,
      Map<String, Dispute> disputes,
      Map<String, Credit> credits)
      implements Known {
    static final Payment NEW = new Payment(false, 0, 0, 0, Map.of(), Map.of());

    /** Whether something was taken back of a payment that nobody has told us about yet. */
    boolean waits() {
      return !seen && credits.isEmpty() && (refunded > 0 || !disputes.isEmpty());
    }

    Payment paid(long amount) {
      return new Payment(true, Math.max(total, amount), refunded, refundedOf, disputes, credits);
    }

    /** What was given back only grows. */
    Payment refunded(long amount, long of) {
      return amount <= refunded ? this : new Payment(seen, total, amount, of, disputes, credits);
    }

    /** With what was known of it by another name. */
    Payment and(Payment other) {
      Payment both =
          new Payment(
                  seen || other.seen,
                  Math.max(total, other.total),
                  refunded,
                  refundedOf,
                  disputes,
                  credits)
              .refunded(other.refunded, other.refundedOf);
      for (Map.Entry<String, Dispute> each : other.disputes.entrySet()) {
        both = both.disputed(each.getKey(), each.getValue());
      }
      for (Map.Entry<String, Credit> each : other.credits.entrySet()) {
        Credit credit = both.credits.get(each.getKey());
        both =
            both.credited(
                each.getKey(), credit == null ? each.getValue() : credit.and(each.getValue()));
      }
      return both;
    }

    Payment disputed(String id, Dispute dispute) {
      return new Payment(
          seen,
          total,
          refunded,
          refundedOf,
          with(disputes, id, dispute.newest(disputes.get(id))),
          credits);
    }

    Payment credited(String grant, Credit credit) {
      return new Payment(seen, total, refunded, refundedOf, disputes, with(credits, grant, credit));
    }
  }

  /** Which payment a charge is a try at. */
  record Charge(String payment) implements Known {}

  /** The newest that is known of a dispute; what closes it beats what does not. */
  record Dispute(Claim claim, long amount, long created) {
    private static final Comparator<Dispute> AGE =
        Comparator.comparing((Dispute dispute) -> dispute.claim.closed())
            .thenComparingLong(Dispute::created)
            .thenComparing(Dispute::claim)
            .thenComparingLong(Dispute::amount);

    Dispute newest(@Nullable Dispute other) {
      return other == null || AGE.compare(this, other) >= 0 ? this : other;
    }
  }

  /**
   * @param told per cause, the target of the revocation that was sent last; {@link #RESTORED} when
   *     it is over
   */
  record Credit(AccountKey account, long amount, Map<String, Long> told) {
    static final long RESTORED = -1;

    Credit(AccountKey account, long amount) {
      this(account, amount, Map.of());
    }

    Credit told(String cause, long target) {
      return new Credit(account, amount, with(told, cause, target));
    }

    /** With what was told of the same by another name of its payment. */
    Credit and(Credit other) {
      Credit both = this;
      for (Map.Entry<String, Long> each : other.told.entrySet()) {
        long known = told.getOrDefault(each.getKey(), 0L);
        boolean over = known == RESTORED || each.getValue() == RESTORED;
        both = both.told(each.getKey(), over ? RESTORED : Math.max(known, each.getValue()));
      }
      return both;
    }
  }

  /**
   * @param total what was paid, minor units
   * @param payments the payments that paid it
   * @param credits what was granted for its lines, by line
   */
  record Invoice(long total, Set<String> payments, Map<String, Credit> credits) implements Known {
    static final Invoice NEW = new Invoice(0, Set.of(), Map.of());

    Invoice paid(long amount) {
      return new Invoice(Math.max(total, amount), payments, credits);
    }

    Invoice paidBy(String payment) {
      Set<String> more = new TreeSet<>(payments);
      more.add(payment);
      return new Invoice(total, more, credits);
    }

    Invoice credited(String line, Credit credit) {
      return new Invoice(total, payments, with(credits, line, credit));
    }
  }

  /**
   * All subscriptions of one account, and what it was last told.
   *
   * @param periods that were paid, the newest in front
   */
  record Subscriber(
      Map<String, Subscription> subscriptions, List<PaidPeriod> periods, @Nullable PlanView told)
      implements Known {
    static final Subscriber NEW = new Subscriber(Map.of(), List.of(), null);

    /** Two years of months: what is paid later than that has no rest any more. */
    private static final int PERIODS_AT_MOST = 24;

    /** One that was kept before its periods were has none. */
    public Subscriber {
      periods = Objects.requireNonNullElse(periods, List.of());
    }

    /** With this said of a subscription, unless something newer is known of it. */
    Subscriber heard(String id, Subscription now) {
      Subscription known = subscriptions.get(id);
      return known != null && now.newest.compareTo(known.newest) <= 0
          ? this
          : new Subscriber(with(subscriptions, id, now), periods, told);
    }

    Subscriber paid(PaidPeriod period) {
      List<PaidPeriod> newest =
          Stream.concat(Stream.of(period), periods.stream())
              .sorted(Comparator.comparingLong(PaidPeriod::start).reversed())
              .limit(PERIODS_AT_MOST)
              .toList();
      return new Subscriber(subscriptions, newest, told);
    }

    List<PaidPeriod> paidFrom(long start) {
      return periods.stream().filter(period -> period.start() >= start).toList();
    }

    Subscriber told(PlanView view) {
      return new Subscriber(subscriptions, periods, view);
    }

    /**
     * What all of them come to: the newest that serves, else the newest that does not. Null before
     * the first.
     */
    @Nullable PlanView view(PlanTerms free) {
      Subscription chosen = null;
      long stamp = 0;
      for (Subscription each : subscriptions.values()) {
        stamp = Math.max(stamp, each.newest.created);
        if (chosen == null || each.precedes(chosen)) {
          chosen = each;
        }
      }
      if (chosen == null) {
        return null;
      }
      PlanTerms plan = chosen.live() && chosen.plan != null ? chosen.plan : free;
      // Stripe's seconds leave room for what is newer to us than to Stripe.
      long next = told == null ? stamp : Math.max(stamp, told.stamp + 1);
      return new PlanView(plan, chosen.status, chosen.periodEnd, next);
    }
  }

  /**
   * @param plan null when the subscription has ended
   */
  record Subscription(Stamp newest, String status, @Nullable PlanTerms plan, long periodEnd) {
    /** Past due still serves: Stripe is retrying the payment. */
    boolean live() {
      return plan != null
          && (status.equals("active") || status.equals("trialing") || status.equals("past_due"));
    }

    boolean precedes(Subscription other) {
      return live() == other.live() ? newest.compareTo(other.newest) > 0 : live();
    }
  }

  /**
   * Orders what is said of one subscription. Stripe's clock has seconds, and one checkout fills one
   * second with several events, so the kind of event decides before the id does.
   */
  record Stamp(long created, int rank, String event) implements Comparable<Stamp> {
    static final int CREATED = 0;
    static final int UPDATED = 1;
    static final int PAID = 2;
    static final int DELETED = 3;

    private static final Comparator<Stamp> AGE =
        Comparator.comparingLong(Stamp::created)
            .thenComparingInt(Stamp::rank)
            .thenComparing(Stamp::event);

    @Override
    public int compareTo(Stamp other) {
      return AGE.compare(this, other);
    }
  }

  /** The plan and status that follow from all subscriptions of an account. */
  record PlanView(PlanTerms plan, String status, long periodEnd, long stamp) {
    boolean shows(PlanView other) {
      return plan.isPlan(other.plan) && status.equals(other.status) && periodEnd == other.periodEnd;
    }
  }

  private static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
    Map<String, T> copy = new TreeMap<>(map);
    copy.put(key, value);
    return copy;
  }
}
