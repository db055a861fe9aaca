package dev.weir.ingest.credits;

import dev.weir.accounting.Limits;
import dev.weir.accounting.Metered;
import dev.weir.accounting.Note;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Verb;
import dev.weir.accounting.pricing.PriceBook;
import dev.weir.edge.json.Fields;
import dev.weir.edge.problem.Problem;
import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * A request to take credits: an amount that the app names, or what the price book says for an
 * action.
 *
 * @param paused the app pauses its work when this fails, and wants that said in the refusal
 */
record Deduction(Verb.Charge charge, boolean paused) {
  private static final long ONE = 1_000_000;

  static Deduction of(Fields body, PriceBook prices) {
    String action = body.text("action", Limits.TEXT_CHARS);
    Note note = new Note(action, null, body.metadata().orElse(null));
    OptionalLong amount = body.amountIfAny("amount");
    Verb.Charge charge =
        amount.isPresent()
            ? Verb.Charge.strict(amount.getAsLong(), note)
            : priced(action, body, prices, note);
    return new Deduction(charge, body.flag("paused", false));
  }

  private static Verb.Charge priced(String action, Fields body, PriceBook prices, Note note) {
    BigDecimal quantity = BigDecimal.valueOf(body.amountIfAny("quantity").orElse(ONE), 6);
    return switch (prices.price(action, quantity)) {
      case PriceBook.Priced.Amount priced -> {
        Metered metered = new Metered(action, PriceBook.canonical(quantity), priced.version());
        yield new Verb.Charge(priced.amount(), Policy.STRICT, 0, metered, 0, note);
      }
      case PriceBook.Priced.Refused refused ->
          throw Problem.field(refused.code().code(), "action", refused.detail());
    };
  }
}
