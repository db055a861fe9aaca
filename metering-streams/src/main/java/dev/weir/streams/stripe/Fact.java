package dev.weir.streams.stripe;

import dev.weir.accounting.AccountKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one event says, as far as it matters to a balance. */
sealed interface Fact {

  /**
   * Money came in for a package.
   *
   * @param topUp the automatic top-up that started it
   */
  record PackagePaid(
      Payer payer, Price price, String packageName, String minutes, @Nullable String topUp)
      implements Fact {}

  /** Money came in, and the payment itself does not say what for. */
  record Paid(String payment) implements Fact {}

  /** An invoice was paid; one renewal for each of its lines that is a plan's. */
  record InvoicePaid(String invoice, Holder holder, Price price, List<Line> lines)
      implements Fact {}

  /** Which payment paid which invoice. */
  record InvoicePayment(String invoice, String payment) implements Fact {}

  /** A subscription is now like this. */
  record SubscriptionChanged(
      String subscription,
      Holder holder,
      List<String> prices,
      String status,
      boolean deleted,
      long periodEnd)
      implements Fact {}

  /** So much of a payment was given back in all, of so much. */
  record Refunded(String payment, @Nullable String invoice, long refunded, long total)
      implements Fact {}

  /** A bank took a payment back, or gave it again. */
  record Disputed(String payment, String dispute, long amount, Claim claim) implements Fact {}

  /** Understood, and without effect. */
  record Irrelevant() implements Fact {}

  /** Money or a plan hangs on it and it cannot be used as it is. */
  record Unusable(String code, String detail) implements Fact {}

  /**
   * @param payment the payment intent; the session or charge where there is none
   */
  record Payer(String payment, AccountKey account, @Nullable String customer) {}

  /**
   * @param amount in the currency's minor unit
   */
  record Price(@Nullable String payment, long amount, @Nullable String currency) {}

  /** Whose subscription or invoice it is: by its own metadata, else by its customer's link. */
  record Holder(@Nullable AccountKey account, @Nullable String customer) {}

  /**
   * @param subscription the invoice's customer where the payload names none
   * @param price empty where a subscription's line names none
   * @param amount in the currency's minor unit, before what is taken off the whole invoice
   * @param recurring whether the line says of itself that it is a subscription's
   */
  record Line(
      String id,
      String subscription,
      String price,
      long amount,
      boolean recurring,
      long start,
      long end) {}

  /** How a dispute stands. A closed one is never opened again. */
  enum Claim {
    /** An inquiry: nothing has been taken back. */
    ASKED,
    OPEN,
    LOST,
    WON;

    boolean closed() {
      return this == LOST || this == WON;
    }

    boolean taken() {
      return this == OPEN || this == LOST;
    }
  }
}
