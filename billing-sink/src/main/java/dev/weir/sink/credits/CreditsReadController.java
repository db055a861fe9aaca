package dev.weir.sink.credits;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Amounts;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Ids;
import dev.weir.sink.check.Reconciliation;
import dev.weir.sink.read.AccountReads;
import dev.weir.sink.read.History;
import dev.weir.sink.view.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The document's reads. Balances are whole credits, rounded down. */
@RestController
public final class CreditsReadController {
  private static final String USER = "userId";
  private static final int TRANSACTIONS = 50;
  private static final int MOST_TRANSACTIONS = 500;

  private final AccountReads reads;
  private final History history;
  private final Transactions transactions;
  private final BalanceCheck check;
  private final Reconciliation reconciliation;

  public CreditsReadController(
      AccountReads reads,
      History history,
      Transactions transactions,
      BalanceCheck check,
      Reconciliation reconciliation) {
    this.reads = reads;
    this.history = history;
    this.transactions = transactions;
    this.check = check;
    this.reconciliation = reconciliation;
  }

  @Access(Right.USER)
  @GetMapping("/api/credits/balance")
  public Map<String, Object> balance(Call call) {
    return Map.of("balance", Amounts.floor(reads.now(call, account(call)).available()));
  }

  @Access(Right.USER)
  @GetMapping("/api/credits/history")
  public Map<String, List<Transaction>> history(Call call) {
    AccountKey key = account(call);
    int limit = (int) call.wholeQuery("limit", 1, MOST_TRANSACTIONS).orElse(TRANSACTIONS);
    View known = reads.view(call, key);
    if (known == null) {
      reads.now(call, key, null);
      return Map.of("transactions", List.of());
    }
    return Map.of("transactions", transactions.newest(key, known, limit));
  }

  @Access(Right.TENANT)
  @GetMapping("/api/credits/verify")
  public BalanceCheck.Verified verify(Call call) {
    AccountKey key = account(call);
    reads.seq(call, key);
    return check.verify(call, key);
  }

  /** The balance as the stored ledger alone says it, whatever is kept beside it. */
  @Access(Right.TENANT)
  @PostMapping("/api/credits/rebuild")
  public Map<String, Object> rebuild(Call call) {
    String user = call.user(USER, call.bodyIfAny().idIfAny(USER));
    AccountKey key = call.account(user);
    long seq = reads.seq(call, key);
    Account stored = history.all(key, seq);
    Account rebuilt = reads.now(call, key, stored.seen() ? stored : null);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("balance", Amounts.floor(rebuilt.available()));
    body.put("valid", check.verify(call, key).valid());
    return body;
  }

  @Access(Right.CRON)
  @GetMapping("/api/cron/reconcile")
  public ReconcileAnswer reconcile(Call call) {
    return ReconcileAnswer.of(
        call.tenant().id(), call.caller().mode(), reconciliation.everywhere());
  }

  /** An end user's token already says whose account it is; naming another one is no mistake. */
  private static AccountKey account(Call call) {
    Optional<String> named = call.query(USER).map(id -> Ids.checked(USER, id));
    if (call.caller().endUser() && named.isPresent()) {
      return call.account(named.get());
    }
    return call.account(call.user(USER, named));
  }
}
