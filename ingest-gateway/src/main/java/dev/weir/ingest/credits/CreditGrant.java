package dev.weir.ingest.credits;

import dev.weir.accounting.Amounts;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Limits;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.edge.json.Fields;
import dev.weir.edge.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Credits that come: added by an administrator, or the first ones of a new user. Neither expires.
 */
final class CreditGrant {
  private static final String FIRST = "initial_credits";

  private CreditGrant() {}

  static Verb.Grant added(Fields body) {
    return gift(body, body.metadata().orElse(null));
  }

  /**
   * The same with the document's metadata beside what the request brings: whatever that says, who
   * granted is the caller.
   *
   * @param administrator who is signed in, when the app says so
   */
  static Verb.Grant byAdministrator(Fields body, @Nullable String administrator) {
    Map<String, Json> members = new HashMap<>();
    members.put("admin_action", new Json.Bool(true));
    if (administrator != null) {
      members.put("granted_by", new Json.Text(administrator));
    }
    return gift(body, body.metadataWith(members));
  }

  /**
   * @param amount micro-units; 0 opens an account with nothing in it
   */
  static Verb.Open first(long amount, PlanTerms plan) {
    return opened(amount, plan, Note.NONE);
  }

  /** The same with an amount that the caller names, which makes it part of what was said. */
  static Verb.Open named(long amount, PlanTerms plan) {
    String figure = "{\"amount\":\"" + Amounts.format(amount) + "\"}";
    return opened(amount, plan, new Note(null, null, figure));
  }

  private static Verb.Open opened(long amount, PlanTerms plan, Note note) {
    OpeningGrant grant = new OpeningGrant(Source.WELCOME, amount, FIRST, Bucket.NEVER);
    return new Verb.Open(new Opening(plan, amount == 0 ? List.of() : List.of(grant)), note);
  }

  private static Verb.Grant gift(Fields body, @Nullable String metadata) {
    Note note = new Note(null, body.text("reason", Limits.TEXT_CHARS), metadata);
    return new Verb.Grant(Source.GIFT, body.amount("amount"), 0, note);
  }
}
