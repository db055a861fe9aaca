package dev.weir.sink.aitime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.weir.accounting.Fact;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Source;
import dev.weir.edge.json.CanonicalJson;
import dev.weir.edge.json.Json;
import dev.weir.edge.json.StrictJson;
import dev.weir.edge.json.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ledger entry as the billing guide tells it. Kinds that the guide does not know are adjustments.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BillingEvent(
    String type,
    long seconds,
    String reason,
    String timestamp,
    @JsonRawValue @Nullable String metadata) {

  private static final long SECOND = 1_000_000;
  private static final String ADJUSTMENT = "adjustment";

  /**
   * The guide's word for an entry, how much it is about, and what to say when nobody gave a reason.
   */
  private record Told(String type, long micros, String phrase) {}

  /** Empty for an entry that moves nothing. */
  static Optional<BillingEvent> of(LedgerEntry entry) {
    Told told = tell(entry);
    if (told.micros() == 0) {
      return Optional.empty();
    }
    String reason = entry.note().reason();
    return Optional.of(
        new BillingEvent(
            told.type(),
            Math.floorDiv(told.micros(), SECOND),
            reason == null ? told.phrase() : reason,
            Times.text(entry.at()),
            metadata(told.type(), entry)));
  }

  private static Told tell(LedgerEntry entry) {
    long amount = entry.amount();
    return switch (entry.fact()) {
      case Fact.Granted _ when "auto_topup".equals(entry.note().operation()) ->
          new Told("auto_topup_triggered", amount, "Balance topped up");
      case Fact.Granted granted -> credit(granted.source(), amount);
      case Fact.Charged c -> new Told("consumption", amount, "AI time used");
      case Fact.Captured c -> new Told("consumption", amount, "AI time used");
      case Fact.RolledOver r ->
          new Told("rollover_created", r.rolled(), "Unused minutes rolled over");
      case Fact.Discarded d ->
          new Told("rollover_discard", amount, "Unused minutes over the rollover cap discarded");
      case Fact.DiscardPending p ->
          new Told(
              "rollover_discard_pending",
              p.pending(),
              "Unused minutes over the rollover cap will be discarded when the period ends");
      case Fact.Expired e -> new Told(ADJUSTMENT, amount, "AI time expired");
      case Fact.Revoked r -> new Told(ADJUSTMENT, amount, "Purchase taken back");
      case Fact.Settled s -> new Told(ADJUSTMENT, amount, "Purchase taken back");
      case Fact.DebtRepaid r -> new Told(ADJUSTMENT, amount, "Debt repaid");
      case Fact.Tracked t -> new Told(ADJUSTMENT, amount, "Counted");
      case Fact.Held h -> new Told(ADJUSTMENT, amount, "AI time set aside");
      case Fact.Released r -> new Told(ADJUSTMENT, amount, "AI time given back");
      case Fact.HoldExpired h -> new Told(ADJUSTMENT, amount, "AI time given back");
      case Fact.PlanChanged p -> new Told(ADJUSTMENT, amount, "Plan changed");
    };
  }

  private static Told credit(Source source, long amount) {
    return switch (source) {
      case DAILY -> new Told("daily_bonus", amount, "Daily bonus");
      case SUBSCRIPTION -> new Told("subscription_credit", amount, "Subscription minutes");
      case PACKAGE -> new Told("package_credit", amount, "Package minutes");
      case ROLLOVER -> new Told("rollover_created", amount, "Unused minutes rolled over");
      case WELCOME -> new Told(ADJUSTMENT, amount, "Welcome bonus");
      case GIFT -> new Told(ADJUSTMENT, amount, "Gift");
    };
  }

  /**
   * An adjustment says which kind of entry it is, whatever the caller called so; everything else
   * shows the caller's own metadata.
   */
  private static @Nullable String metadata(String type, LedgerEntry entry) {
    String own = entry.note().metadata();
    if (!type.equals(ADJUSTMENT)) {
      return own;
    }
    Map<String, Json> members = new LinkedHashMap<>();
    if (own != null && StrictJson.parse(own.getBytes(UTF_8)) instanceof Json.Members told) {
      members.putAll(told.values());
    }
    members.put("kind", new Json.Text(entry.kind().text()));
    return CanonicalJson.of(new Json.Members(members));
  }
}
