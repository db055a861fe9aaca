package dev.weir.ingest.credits;

import dev.weir.accounting.Bucket;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.edge.json.Fields;
import java.util.List;

/**
 * Credits that come: added by an administrator, or the first ones of a new user. Neither expires.
 */
final class CreditGrant {
  private static final int LONGEST_TEXT = 1024;
  private static final String FIRST = "initial_credits";

  private CreditGrant() {}

  static Verb.Grant added(Fields body) {
    Note note = new Note(null, body.text("reason", LONGEST_TEXT), body.metadata().orElse(null));
    return new Verb.Grant(Source.GIFT, body.amount("amount"), 0, note);
  }

  /**
   * @param amount micro-units; 0 opens an account with nothing in it
   */
  static Verb.Open first(long amount, PlanTerms plan) {
    OpeningGrant grant = new OpeningGrant(Source.WELCOME, amount, FIRST, Bucket.NEVER);
    return new Verb.Open(new Opening(plan, amount == 0 ? List.of() : List.of(grant)), Note.NONE);
  }
}
