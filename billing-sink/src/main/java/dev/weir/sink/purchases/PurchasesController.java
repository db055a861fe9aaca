package dev.weir.sink.purchases;

import dev.weir.accounting.AccountKey;
import dev.weir.edge.answer.Shown;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Times;
import dev.weir.sink.read.AccountReads;
import dev.weir.sink.read.Cursor;
import dev.weir.sink.read.History;
import dev.weir.sink.store.PurchaseReads;
import dev.weir.sink.store.PurchaseReads.Purchase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A user's purchases, the newest first. */
@RestController
public final class PurchasesController {
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 500;

  private final AccountReads reads;
  private final History history;
  private final PurchaseReads purchases;

  PurchasesController(AccountReads reads, History history, PurchaseReads purchases) {
    this.reads = reads;
    this.history = history;
    this.purchases = purchases;
  }

  @Access(Right.USER)
  @GetMapping("/v1/billing/purchases/{userId}")
  public Map<String, @Nullable Object> purchases(Call call) {
    AccountKey account = call.account(call.pathId("userId"));
    int limit = (int) call.wholeQuery("limit", 1, LARGEST_PAGE).orElse(PAGE);
    long before = call.query("cursor").map(Cursor::parse).orElse(Long.MAX_VALUE);
    long known = reads.seq(call, account);
    history.await(account, known);
    List<Purchase> found = purchases.newest(account, Math.min(before, known + 1), limit + 1);
    List<Purchase> page = found.subList(0, Math.min(limit, found.size()));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("purchases", page.stream().map(PurchasesController::shown).toList());
    body.put("next_cursor", found.size() > limit ? Cursor.text(page.getLast().seq()) : null);
    return body;
  }

  private static Map<String, @Nullable Object> shown(Purchase purchase) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", purchase.id());
    shown.put("type", purchase.kind());
    shown.put("key", purchase.item());
    shown.put("amount", Shown.amount(purchase.granted()));
    shown.put("price_cents", purchase.money().price());
    shown.put("currency", purchase.money().currency());
    shown.put("status", purchase.status());
    shown.put("refunded_cents", purchase.money().refunded());
    shown.put("payment_id", purchase.money().payment());
    shown.put("invoice_id", purchase.money().invoice());
    shown.put("auto_topup", purchase.automatic());
    shown.put("purchased_at", Times.text(purchase.at()));
    return shown;
  }
}
