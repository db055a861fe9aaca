package dev.weir.sink.credits;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.weir.accounting.Amounts;
import dev.weir.accounting.Kind;
import dev.weir.accounting.LedgerEntry;
import dev.weir.edge.answer.Shown;
import dev.weir.edge.json.Times;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ledger entry as the credits document tells it.
 *
 * @param id the {@code transaction_id} that the write answered
 * @param action what was done, or why it was granted
 * @param amount above zero for credits that came; exact, so that what adds up here is the ledger's
 * @param balanceAfter what the user could spend then, as the balance showed it: whole credits,
 *     rounded down, without what was held
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Transaction(
    String id,
    String action,
    BigDecimal amount,
    @JsonProperty("balance_after") long balanceAfter,
    String timestamp,
    @JsonRawValue @Nullable String metadata) {

  /** What a command itself did; every other entry is something that fell due and that it wrote. */
  private static final Set<Kind> OWN =
      Set.of(Kind.GRANTED, Kind.CHARGED, Kind.CAPTURED, Kind.REVOKED);

  static Transaction of(LedgerEntry entry, long spendable) {
    return new Transaction(
        id(entry),
        action(entry),
        Shown.amount(entry.amount()),
        Amounts.floor(spendable),
        Times.text(entry.at()),
        entry.note().metadata());
  }

  /** Whether credits came or went: what is only held is no transaction yet. */
  static boolean moves(LedgerEntry entry) {
    return entry.amount() != 0;
  }

  /** One command can write several entries, and a list of them needs ids that differ. */
  private static String id(LedgerEntry entry) {
    String command = entry.commandId();
    if (command != null && OWN.contains(entry.kind())) {
      return command;
    }
    return "entry:" + entry.seq();
  }

  private static String action(LedgerEntry entry) {
    String operation = entry.note().operation();
    if (operation != null) {
      return operation;
    }
    String reason = entry.note().reason();
    return reason == null ? entry.kind().text() : reason;
  }
}
