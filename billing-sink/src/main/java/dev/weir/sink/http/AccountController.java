package dev.weir.sink.http;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Limits;
import dev.weir.edge.answer.Shown;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Times;
import dev.weir.edge.problem.Problem;
import dev.weir.schemas.codec.Codec;
import dev.weir.sink.check.Verification;
import dev.weir.sink.check.Verify;
import dev.weir.sink.read.AccountReads;
import dev.weir.sink.read.History;
import dev.weir.sink.store.LedgerLine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.util.RawValue;

/**
 * {@code /v1/accounts/{user}}: its balance now or then, its ledger, and whether all of it holds.
 */
@RestController
public final class AccountController {
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;

  private final AccountReads reads;
  private final History history;
  private final Verify verify;

  public AccountController(AccountReads reads, History history, Verify verify) {
    this.reads = reads;
    this.history = history;
    this.verify = verify;
  }

  @Access(Right.USER)
  @GetMapping("/v1/accounts/{user}/balance")
  public Map<String, @Nullable Object> balance(Call call) {
    AccountKey key = account(call);
    Optional<Long> at = call.query("at").map(AccountController::time);
    Account account = at.isPresent() ? reads.at(call, key, at.get()) : reads.now(call, key);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("user", key.user());
    body.put("unit", call.tenant().unit());
    body.putAll(Shown.balance(Codec.balance(account)));
    body.put("asOf", Times.text(at.orElseGet(() -> Math.max(call.now(), account.time()))));
    return body;
  }

  @Access(Right.USER)
  @GetMapping("/v1/accounts/{user}/ledger")
  public Map<String, @Nullable Object> ledger(Call call) {
    AccountKey key = account(call);
    long after = call.wholeQuery("after", 0, Long.MAX_VALUE).orElse(0);
    int limit = (int) call.wholeQuery("limit", 1, LARGEST_PAGE).orElse(PAGE);
    History.Page page = history.page(key, reads.seq(call, key), after, limit);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("entries", page.lines().stream().map(AccountController::entry).toList());
    body.put("next", page.next());
    return body;
  }

  @Access(Right.TENANT)
  @GetMapping("/v1/accounts/{user}/verify")
  public Map<String, Object> verify(Call call) {
    AccountKey key = account(call);
    reads.seq(call, key);
    Verification found = verify.verify(key);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("valid", found.valid());
    body.put("seq", found.seq());
    body.put("hashChain", found.hashChain());
    body.put("conservation", found.conservation());
    body.put("state", Shown.amount(found.sums().state()));
    body.put("ledger", Shown.amount(found.sums().ledger()));
    body.put("database", Shown.amount(found.sums().database()));
    return body;
  }

  private static AccountKey account(Call call) {
    return call.account(call.pathId("user"));
  }

  private static Long time(String text) {
    return Times.parse(text).stream()
        .filter(time -> time >= 0 && time < Limits.LATEST_TIME)
        .boxed()
        .findFirst()
        .orElseThrow(
            () ->
                Problem.field(
                    "time_invalid", "at", "must be an RFC 3339 time with a zone, 1970 to 9999"));
  }

  private static Map<String, @Nullable Object> entry(LedgerLine line) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("seq", line.seq());
    shown.put("kind", line.kind());
    shown.put("amount", Shown.amount(line.amount()));
    shown.put("balanceAfter", Shown.amount(line.balanceAfter()));
    shown.put("draws", Shown.draws(line.draws()));
    shown.put("commandId", line.commandId());
    shown.put("at", Times.text(line.at()));
    putIfAny(shown, "operation", line.note().operation());
    putIfAny(shown, "reason", line.note().reason());
    String metadata = line.note().metadata();
    // As it was hashed: through a parser a number could come out in another form.
    putIfAny(shown, "metadata", metadata == null ? null : new RawValue(metadata));
    shown.put("prevHash", line.prevHash());
    shown.put("hash", line.hash());
    return shown;
  }

  private static void putIfAny(
      Map<String, @Nullable Object> shown, String name, @Nullable Object value) {
    if (value != null) {
      shown.put(name, value);
    }
  }
}
