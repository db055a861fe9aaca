package dev.weir.sink.credits;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.weir.accounting.Amounts;
import dev.weir.accounting.Kind;
import dev.weir.edge.answer.Shown;
import dev.weir.edge.json.Times;
import dev.weir.sink.store.LedgerLine;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ledger entry as the credits document tells it.
 *
 * @param id the {@code transaction_id} that the write answered
 * @param action what was done, or why it was granted
 * @param amount above zero for credits that came; exact, so that what adds up here is the ledger's
 * @param balanceAfter whole credits, rounded down, as balances are shown everywhere here
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
  private static final Set<String> OWN =
      Set.of(Kind.GRANTED.text(), Kind.CHARGED.text(), Kind.CAPTURED.text(), Kind.REVOKED.text());

  static Transaction of(LedgerLine line) {
    return new Transaction(
        id(line),
        action(line),
        Shown.amount(line.amount()),
        Amounts.floor(line.balanceAfter()),
        Times.text(line.at()),
        line.note().metadata());
  }

  /** Whether credits came or went: what is only held is no transaction yet. */
  static boolean moves(LedgerLine line) {
    return line.amount() != 0;
  }

  /** One command can write several entries, and a list of them needs ids that differ. */
  private static String id(LedgerLine line) {
    String command = line.commandId();
    if (command != null && OWN.contains(line.kind())) {
      return command;
    }
    return "entry:" + line.seq();
  }

  private static String action(LedgerLine line) {
    String operation = line.note().operation();
    if (operation != null) {
      return operation;
    }
    String reason = line.note().reason();
    return reason == null ? line.kind() : reason;
  }
}
