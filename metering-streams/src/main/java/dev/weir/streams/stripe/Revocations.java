package dev.weir.streams.stripe;

import dev.weir.accounting.Note;
import dev.weir.accounting.Revocation;
import dev.weir.accounting.Verb;
import dev.weir.streams.stripe.Known.Credit;
import dev.weir.streams.stripe.Known.Dispute;
import dev.weir.streams.stripe.Known.Payment;
import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;

/**
 * What refunds and disputes take back of a grant: its share of what was paid for it, rounded down,
 * as a cumulative target per cause. A target is sent when it is new, so nothing that repeats or
 * comes late does anything.
 */
final class Revocations {
  private static final String REFUND = "refund";

  private Revocations() {}

  /**
   * @param id of the payment
   */
  static Payment tell(Draft draft, StripeEvent event, String id, Payment payment, String grant) {
    Credit credit = Objects.requireNonNull(payment.credits().get(grant));
    Credit told = credit;
    if (payment.refunded() > 0) {
      told = refund(draft, event, told, new Refund(grant, id, payment));
    }
    for (Map.Entry<String, Dispute> each : payment.disputes().entrySet()) {
      told = dispute(draft, event, told, new Case(grant, each.getKey(), each.getValue(), payment));
    }
    return told.equals(credit) ? payment : payment.credited(grant, told);
  }

  private record Case(String grant, String id, Dispute dispute, Payment payment) {
    String cause() {
      return Revocation.DISPUTE + id;
    }
  }

  private record Refund(String grant, String id, Payment payment) {
    /** Other payments paid the rest of the invoice. A package is paid for at once. */
    boolean ofPart() {
      return !grant.equals(id) && payment.refundedOf() < payment.total();
    }

    long whole() {
      return ofPart() ? payment.total() : payment.refundedOf();
    }

    /** It names the payment where the cause does: those are added up. */
    Note note(String cause) {
      return Notes.refunded(grant, cause.equals(REFUND) ? null : id, payment.refunded());
    }

    /**
     * What the parts take back adds up, so each has a cause of its own, and keeps the one it had.
     */
    String cause(Credit credit) {
      return credit.told().keySet().stream()
          .filter(cause -> cause.startsWith(REFUND))
          .findFirst()
          .orElse(ofPart() ? REFUND + ":" + id : REFUND);
    }
  }

  private static Credit refund(Draft draft, StripeEvent event, Credit credit, Refund of) {
    String cause = of.cause(credit);
    long target = share(credit.amount(), of.payment().refunded(), of.whole());
    if (target <= credit.told().getOrDefault(cause, 0L)) {
      return credit;
    }
    draft.send(
        event,
        credit.account(),
        of.grant() + ":" + cause + ":" + target,
        new Verb.Revoke(of.grant(), cause, target, false, of.note(cause)));
    return credit.told(cause, target);
  }

  private static Credit dispute(Draft draft, StripeEvent event, Credit credit, Case of) {
    long told = credit.told().getOrDefault(of.cause(), 0L);
    if (of.dispute().claim() == Fact.Claim.WON) {
      if (told <= 0) {
        return credit.told(of.cause(), Credit.RESTORED);
      }
      draft.send(
          event,
          credit.account(),
          of.grant() + ":" + of.id() + ":won",
          new Verb.Revoke(
              of.grant(), of.cause(), 0, true, Notes.disputed(of.grant(), of.id(), true)));
      return credit.told(of.cause(), Credit.RESTORED);
    }
    long total = of.payment().total() > 0 ? of.payment().total() : of.payment().refundedOf();
    long target = share(credit.amount(), of.dispute().amount(), total);
    if (!of.dispute().claim().taken() || told == Credit.RESTORED || target <= told) {
      return credit;
    }
    draft.send(
        event,
        credit.account(),
        of.grant() + ":" + of.id() + ":" + target,
        new Verb.Revoke(
            of.grant(), of.cause(), target, false, Notes.disputed(of.grant(), of.id(), false)));
    return credit.told(of.cause(), target);
  }

  /** Amounts times minor units do not fit a long. All of it when the whole is not known. */
  static long share(long amount, long part, long whole) {
    if (whole <= 0 || part >= whole) {
      return amount;
    }
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }
}
