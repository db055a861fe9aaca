package dev.weir.ingest.stripe.topup;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Amounts;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.ingest.stripe.StripeLog;
import dev.weir.ingest.stripe.topup.TopUp.Wish;
import dev.weir.ingest.stripe.wallet.Wallets;
import dev.weir.schemas.WalletKeys;
import dev.weir.schemas.avro.WalletRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a user wants of automatic top-ups. */
@RestController
final class TopUpController {
  private static final int MOST_A_MONTH = 1_000;
  private static final int KEY = 128;

  private final Wallets wallets;
  private final StripeLog log;

  TopUpController(Wallets wallets, StripeLog log) {
    this.wallets = wallets;
    this.log = log;
  }

  @PutMapping("/v1/billing/auto-topup/{userId}")
  @Access(Right.USER)
  Map<String, Object> want(Call call) {
    AccountKey account = call.account(call.pathId("userId"));
    Fields body = call.body();
    Wish wish =
        new Wish(
            body.flag("enabled", true),
            body.amount("threshold_seconds"),
            packageKey(call, body),
            (int) body.whole("monthly_cap", 1, MOST_A_MONTH),
            call.now());
    body.noOthers();
    write(WalletKeys.wish(account), Wallets.of(account, wish));
    return shown(account);
  }

  private static String packageKey(Call call, Fields body) {
    String key = body.text("package_key", KEY);
    TenantCatalog catalog =
        call.directory()
            .catalog(call.tenant())
            .orElseThrow(() -> Problem.notFound("no_catalog", "This tenant sells nothing."));
    if (catalog.catalog().offer(key).isEmpty()) {
      throw Problem.field("unknown_package", "package_key", "is not in the catalog");
    }
    return key;
  }

  @GetMapping("/v1/billing/auto-topup/{userId}")
  @Access(Right.USER)
  Map<String, Object> show(Call call) {
    return shown(call.account(call.pathId("userId")));
  }

  @DeleteMapping("/v1/billing/auto-topup/{userId}")
  @Access(Right.USER)
  Map<String, Object> forget(Call call) {
    AccountKey account = call.account(call.pathId("userId"));
    Map<String, Object> last = shown(account);
    write(WalletKeys.wish(account), null);
    last.put("enabled", false);
    return last;
  }

  private void write(String key, @org.jspecify.annotations.Nullable WalletRecord value) {
    wallets.tell(key, value, log.write(key, value));
  }

  private Map<String, Object> shown(AccountKey account) {
    TopUp topUp =
        wallets
            .topUp(account)
            .orElseThrow(() -> Problem.notFound("auto_topup_not_set", "There is no auto top-up."));
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("enabled", topUp.enabled());
    shown.put("threshold_seconds", new BigDecimal(Amounts.format(topUp.wish().threshold())));
    shown.put("package_key", topUp.wish().packageKey());
    shown.put("monthly_cap", topUp.wish().monthlyCap());
    shown.put("attempts", topUp.progress().attempts());
    shown.put("in_flight", topUp.progress().flight() != null);
    shown.put("declines", topUp.declines());
    if (topUp.notBefore() > 0) {
      shown.put("not_before", Instant.ofEpochMilli(topUp.notBefore()).toString());
    }
    return shown;
  }
}
