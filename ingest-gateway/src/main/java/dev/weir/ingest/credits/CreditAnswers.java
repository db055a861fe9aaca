package dev.weir.ingest.credits;

import dev.weir.accounting.Amounts;
import dev.weir.accounting.Rejection;
import dev.weir.edge.answer.Shown;
import dev.weir.ingest.api.Answers;
import dev.weir.schemas.avro.BalanceRecord;
import dev.weir.schemas.avro.DecisionRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;

/** Decisions in the document's words. Balances are whole credits, rounded down. */
final class CreditAnswers {
  private static final int PAYMENT_REQUIRED = 402;

  private CreditAnswers() {}

  static boolean isShort(DecisionRecord decision) {
    return Answers.rejected(decision)
        && Rejection.INSUFFICIENT_BALANCE.code().equals(decision.getCode());
  }

  /** Accepted, now or before; any other rejection is thrown as its problem. */
  static ResponseEntity<Map<String, Object>> done(DecisionRecord decision) {
    if (Answers.rejected(decision)) {
      throw Answers.problem(decision);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    BalanceRecord balance = decision.getBalance();
    body.put("balance", Amounts.floor(balance == null ? 0 : balance.getAvailable()));
    body.put("transaction_id", decision.getId());
    return Answers.headers(ResponseEntity.ok(), decision).body(body);
  }

  /** What is required is told exactly: rounded down it could equal what is there. */
  static ResponseEntity<Map<String, Object>> tooLittle(DecisionRecord decision, boolean paused) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", "Insufficient credits");
    body.put("required", Shown.amount(decision.getRequired()));
    body.put("available", Amounts.floor(decision.getAvailable()));
    if (paused) {
      body.put("paused", true);
    }
    return Answers.headers(ResponseEntity.status(PAYMENT_REQUIRED), decision).body(body);
  }
}
