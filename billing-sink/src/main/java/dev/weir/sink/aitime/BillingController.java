package dev.weir.sink.aitime;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.sink.read.AccountReads;
import dev.weir.sink.read.Cursor;
import java.time.LocalDate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Balance, usage and billing events, in the shapes of both AI-time documents. */
@RestController
public final class BillingController {
  private static final int EVENTS = 50;
  private static final int MOST_EVENTS = 500;
  private static final long DAY_MS = 86_400_000;

  private final AccountReads reads;
  private final BillingHistory history;

  public BillingController(AccountReads reads, BillingHistory history) {
    this.reads = reads;
    this.history = history;
  }

  @Access(Right.USER)
  @GetMapping("/v1/billing/balance/{userId}")
  public BalanceView balance(Call call) {
    AccountKey key = call.account(call.pathId("userId"));
    return view(call, reads.now(call, key));
  }

  @Access(Right.USER)
  @GetMapping("/v1/billing/usage/{userId}")
  public UsageAnalytics usage(Call call) {
    AccountKey key = call.account(call.pathId("userId"));
    LocalDate today = LocalDate.ofEpochDay(Math.floorDiv(call.now(), DAY_MS));
    LocalDate first =
        switch (call.query("period").orElse("month")) {
          case "day" -> today;
          case "month" -> today.withDayOfMonth(1);
          default -> throw Problem.field("query_invalid", "period", "must be day or month");
        };
    return history.usage(key, reads.seq(call, key), first, today);
  }

  @Access(Right.USER)
  @GetMapping("/v1/billing/events/{userId}")
  public BillingHistory.Page events(Call call) {
    AccountKey key = call.account(call.pathId("userId"));
    int limit = (int) call.wholeQuery("limit", 1, MOST_EVENTS).orElse(EVENTS);
    long before = call.query("cursor").map(Cursor::parse).orElse(Long.MAX_VALUE);
    return history.events(key, reads.seq(call, key), before, limit);
  }

  static BalanceView view(Call call, Account account) {
    String version =
        call.directory()
            .catalog(call.tenant())
            .map(TenantCatalog::catalog)
            .map(catalog -> catalog.version())
            .orElse("none");
    return BalanceView.of(account, version, Math.max(call.now(), account.time()));
  }
}
