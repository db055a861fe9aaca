package dev.weir.sink.aitime;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.accounting.Account;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Source;
import dev.weir.edge.aitime.SecondsBalance;
import dev.weir.edge.aitime.SecondsBalance.Portion;
import dev.weir.edge.json.Times;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** One account at one instant in the shapes of both AI-time documents, side by side. */
@JsonNaming(SnakeCaseStrategy.class)
public record BalanceView(
    String version,
    String planKey,
    String subscriptionStatus,
    String catalogVersion,
    Totals totals,
    Parts buckets,
    Bonus bonus,
    SecondsBalance balance,
    Used usage,
    @JsonProperty("dailyResetAt") String dailyResetAt) {

  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long DAY_MS = 86_400_000;

  @JsonNaming(SnakeCaseStrategy.class)
  public record Totals(
      long totalSeconds,
      long paidSeconds,
      long bonusSeconds,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextExpiryAt) {}

  public record Parts(List<Daily> daily, List<Paid> paid) {}

  @JsonNaming(SnakeCaseStrategy.class)
  public record Daily(long seconds, String expiresAt) {}

  @JsonNaming(SnakeCaseStrategy.class)
  public record Paid(
      long seconds,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String expiresAt,
      String source) {}

  @JsonNaming(SnakeCaseStrategy.class)
  public record Bonus(long dailyMinutes, long usedThisMonthMinutes, long monthlyCapMinutes) {}

  /** What was used, without what is only held. */
  public record Used(long todayUsed, long lifetimeUsed) {}

  /** The account must already be as of {@code now}. */
  static BalanceView of(Account account, String catalogVersion, long now) {
    SecondsBalance balance = seconds(account);
    return new BalanceView(
        catalogVersion,
        account.plan().key(),
        account.subscription().status(),
        catalogVersion,
        new Totals(
            balance.total(), balance.exceptDaily(), balance.dailyGift(), nextExpiry(account)),
        new Parts(daily(account), paid(account)),
        new Bonus(
            account.plan().dailyBonus() / MINUTE,
            account.bonus().consumedInMonthOf(now) / MINUTE,
            account.plan().monthlyBonusCap() / MINUTE),
        balance,
        new Used(account.usage().onDayOf(now) / SECOND, account.usage().lifetime() / SECOND),
        Times.text((Math.floorDiv(now, DAY_MS) + 1) * DAY_MS));
  }

  static SecondsBalance seconds(Account account) {
    return SecondsBalance.of(
        spendable(account).map(b -> new Portion(b.source(), b.remaining())).toList());
  }

  private static Stream<Bucket> spendable(Account account) {
    return account.buckets().live().stream().filter(bucket -> bucket.remaining() > 0);
  }

  private static List<Daily> daily(Account account) {
    return spendable(account)
        .filter(b -> b.source() == Source.DAILY)
        .map(b -> new Daily(b.remaining() / SECOND, Times.text(b.expiresAt())))
        .toList();
  }

  /** Live buckets stand in burn order (R1), and so do these. */
  private static List<Paid> paid(Account account) {
    return spendable(account)
        .filter(b -> b.source() != Source.DAILY)
        .map(b -> new Paid(b.remaining() / SECOND, expiry(b.expiresAt()), b.source().text()))
        .toList();
  }

  private static @Nullable String nextExpiry(Account account) {
    return expiry(spendable(account).mapToLong(Bucket::expiresAt).min().orElse(Bucket.NEVER));
  }

  private static @Nullable String expiry(long at) {
    return at == Bucket.NEVER ? null : Times.text(at);
  }
}
