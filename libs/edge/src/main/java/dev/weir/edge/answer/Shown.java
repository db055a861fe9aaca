package dev.weir.edge.answer;

import dev.weir.accounting.Amounts;
import dev.weir.accounting.Draw;
import dev.weir.edge.json.Times;
import dev.weir.schemas.avro.BalanceBucketRecord;
import dev.weir.schemas.avro.BalanceRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as an answer shows them. */
public final class Shown {
  private Shown() {}

  /** An exact JSON number without superfluous zeros: 90, 1.5, -0.000001. */
  public static BigDecimal amount(long micros) {
    return new BigDecimal(Amounts.format(micros));
  }

  /** UTC with three decimals; null for what never comes. */
  public static @Nullable String time(@Nullable Long epochMs) {
    return epochMs == null || epochMs == Long.MAX_VALUE ? null : Times.text(epochMs);
  }

  public static List<Map<String, Object>> draws(List<Draw> draws) {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Draw draw : draws) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("bucket", draw.bucket());
      one.put("source", draw.source().text());
      one.put("amount", amount(draw.amount()));
      shown.add(one);
    }
    return shown;
  }

  /** The {@code balance} of a write's answer. */
  public static Map<String, @Nullable Object> balance(BalanceRecord balance) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("total", amount(balance.getTotal()));
    shown.put("available", amount(balance.getAvailable()));
    shown.put("held", amount(balance.getHeld()));
    shown.put("debt", amount(balance.getDebt()));
    shown.put("buckets", balance.getBuckets().stream().map(Shown::bucket).toList());
    shown.put("seq", balance.getSeq());
    return shown;
  }

  private static Map<String, @Nullable Object> bucket(BalanceBucketRecord bucket) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", bucket.getId());
    shown.put("source", bucket.getSource());
    shown.put("granted", amount(bucket.getGranted()));
    shown.put("remaining", amount(bucket.getRemaining()));
    shown.put("held", amount(bucket.getHeld()));
    shown.put("grantedAt", time(bucket.getGrantedAt()));
    shown.put("expiresAt", time(bucket.getExpiresAt()));
    return shown;
  }
}
