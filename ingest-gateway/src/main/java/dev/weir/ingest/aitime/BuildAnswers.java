package dev.weir.ingest.aitime;

import dev.weir.accounting.Amounts;
import dev.weir.accounting.Source;
import dev.weir.edge.aitime.SecondsBalance;
import dev.weir.edge.aitime.SecondsBalance.Portion;
import dev.weir.edge.aitime.Suggestion;
import dev.weir.edge.auth.Digests;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.schemas.avro.BalanceRecord;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.avro.DrawRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies that a build's caller gets, in the words of the document its endpoint is from. */
final class BuildAnswers {
  private static final int PAYMENT_REQUIRED = 402;
  private static final int VERSION_DIGITS = 20;

  private BuildAnswers() {}

  /** 202: held and handed to the workers. */
  static Map<String, Object> started(DecisionRecord decision, Endpoint endpoint) {
    long held = decision.getDraws().stream().mapToLong(DrawRecord::getAmount).sum();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("buildId", decision.getId());
    body.put("versionId", versionId(decision));
    body.put("status", "queued");
    long seconds = Math.ceilDiv(held, Amounts.UNIT);
    body.put(
        "estimate",
        Map.of("estimatedSeconds", seconds, "estimatedMinutes", Math.ceilDiv(seconds, 60)));
    SecondsBalance balance = balance(decision.getBalance());
    body.put("balance", endpoint.dialect() == Endpoint.Dialect.WORKER ? balance : totals(balance));
    return body;
  }

  /** 402 of the worker reference: exactly its five members. */
  static Map<String, Object> workerRefusal(DecisionRecord decision) {
    long seconds = Math.ceilDiv(decision.getRequired(), Amounts.UNIT);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", "insufficient_ai_time");
    body.put("message", "Insufficient AI time balance to start build");
    body.put("balance", balance(decision.getBalance()));
    body.put("estimate", Map.of("estimatedSeconds", seconds));
    body.put("required", seconds);
    return body;
  }

  /** 402 of the billing guide: exactly its seven. */
  static Map<String, Object> guideRefusal(
      DecisionRecord decision, TenantCatalog catalog, @Nullable String resumeToken) {
    SecondsBalance balance = balance(decision.getBalance());
    long deficit = decision.getRequired() - decision.getAvailable();
    String plan = decision.getPlan() == null ? "free" : decision.getPlan();
    List<Suggestion> suggestions =
        Suggestion.of(catalog.catalog(), deficit, plan, decision.getSubscribed());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", "INSUFFICIENT_AI_TIME");
    body.put("http_status", PAYMENT_REQUIRED);
    body.put("balance_seconds", balance.total());
    body.put(
        "breakdown_seconds",
        Map.of("bonus_daily", balance.dailyGift(), "paid", balance.exceptDaily()));
    body.put("suggestions", suggestions);
    body.put("catalog_version", catalog.catalog().version());
    body.put("resume_token", resumeToken);
    return body;
  }

  private static Map<String, Object> totals(SecondsBalance balance) {
    Map<String, Object> totals = new LinkedHashMap<>();
    totals.put("total_seconds", balance.total());
    totals.put("paid_seconds", balance.exceptDaily());
    totals.put("bonus_seconds", balance.dailyGift());
    return totals;
  }

  private static SecondsBalance balance(@Nullable BalanceRecord balance) {
    if (balance == null) {
      throw new IllegalStateException("a decision that somebody waits for says the balance");
    }
    return SecondsBalance.of(
        balance.getBuckets().stream()
            .map(b -> new Portion(Source.parse(b.getSource()), b.getRemaining()))
            .toList());
  }

  /** The same for every answer about the same build, without anybody having to remember it. */
  private static String versionId(DecisionRecord decision) {
    String text =
        String.join(
            "/", decision.getTenant(), decision.getMode(), decision.getUser(), decision.getId());
    return "ver_" + Digests.sha256Hex(text).substring(0, VERSION_DIGITS);
  }
}
