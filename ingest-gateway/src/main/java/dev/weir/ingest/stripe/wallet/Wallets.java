package dev.weir.ingest.stripe.wallet;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import dev.weir.ingest.stripe.topup.TopUp;
import dev.weir.ingest.stripe.topup.TopUp.Progress;
import dev.weir.ingest.stripe.topup.TopUp.Wish;
import dev.weir.schemas.WalletKeys;
import dev.weir.schemas.avro.TopUpFlightRecord;
import dev.weir.schemas.avro.TopUpProgressRecord;
import dev.weir.schemas.avro.TopUpWishRecord;
import dev.weir.schemas.avro.WalletRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All wallets in memory, as the topic tells them. What this process has written itself it knows at
 * once; the topic's older news of the same thing comes later and is passed over.
 */
public final class Wallets {
  private final Map<String, Told> told = new ConcurrentHashMap<>();
  private final AtomicInteger wishes = new AtomicInteger();

  private record Told(long offset, @Nullable Object what) {}

  /** Stripe's id of the customer that pays for the account. */
  public Optional<String> customer(AccountKey account) {
    return Optional.ofNullable(known(WalletKeys.customer(account), String.class));
  }

  public Optional<Wish> wish(AccountKey account) {
    return Optional.ofNullable(known(WalletKeys.wish(account), Wish.class));
  }

  public Progress progress(AccountKey account) {
    Progress known = known(WalletKeys.progress(account), Progress.class);
    return known == null ? Progress.NONE : known;
  }

  public Optional<TopUp> topUp(AccountKey account) {
    return wish(account).map(wish -> new TopUp(wish, progress(account)));
  }

  /**
   * Whether this account, by the text of its key, wants top-ups; cheap enough to be asked for every
   * ledger entry.
   */
  public boolean wishes(String account) {
    return known(WalletKeys.WISH + account, Wish.class) != null;
  }

  /** Whether anybody wants top-ups. */
  public boolean anyWishes() {
    return wishes.get() > 0;
  }

  /** The accounts with a payment under way. */
  public List<AccountKey> flying() {
    List<AccountKey> flying = new ArrayList<>();
    told.forEach(
        (key, value) -> {
          if (value.what instanceof Progress progress && progress.flight() != null) {
            flying.add(AccountKey.parse(key.substring(WalletKeys.PROGRESS.length())));
          }
        });
    return flying;
  }

  /** News from the topic, or of what was just written to it. */
  public synchronized void tell(String key, @Nullable WalletRecord value, long offset) {
    Told before = told.get(key);
    if (before != null && before.offset >= offset) {
      return;
    }
    Object what = value == null ? null : read(key, value);
    told.put(key, new Told(offset, what));
    if (key.startsWith(WalletKeys.WISH)) {
      int more = what == null ? 0 : 1;
      int less = before == null || before.what == null ? 0 : 1;
      wishes.addAndGet(more - less);
    }
  }

  private static @Nullable Object read(String key, WalletRecord value) {
    if (key.startsWith(WalletKeys.CUSTOMER)) {
      return value.getCustomer();
    }
    return key.startsWith(WalletKeys.WISH) ? wish(value) : progress(value);
  }

  private <T> @Nullable T known(String key, Class<T> type) {
    Told found = told.get(key);
    return found == null || found.what == null ? null : type.cast(found.what);
  }

  private static @Nullable Wish wish(WalletRecord value) {
    TopUpWishRecord wish = value.getWish();
    return wish == null
        ? null
        : new Wish(
            wish.getEnabled(),
            wish.getThreshold(),
            wish.getPackageKey(),
            wish.getMonthlyCap(),
            wish.getSince());
  }

  private static @Nullable Progress progress(WalletRecord value) {
    TopUpProgressRecord said = value.getProgress();
    if (said == null) {
      return null;
    }
    TopUpFlightRecord flight = said.getFlight();
    return new Progress(
        said.getAttempts(),
        said.getMonth(),
        said.getStartedInMonth(),
        said.getLastStarted(),
        said.getDeclines(),
        said.getDeclinedAt(),
        flight == null
            ? null
            : new TopUp.Flight(flight.getNumber(), flight.getStartedAt(), flight.getPayment()));
  }

  /** The record that says this of the account's wishes. */
  public static WalletRecord of(AccountKey account, Wish wish) {
    return record(account)
        .setWish(
            new TopUpWishRecord(
                wish.enabled(),
                wish.threshold(),
                wish.packageKey(),
                wish.monthlyCap(),
                wish.since()))
        .build();
  }

  /** The record that says this of the account's progress. */
  public static WalletRecord of(AccountKey account, Progress progress) {
    TopUp.Flight flight = progress.flight();
    return record(account)
        .setProgress(
            new TopUpProgressRecord(
                progress.attempts(),
                progress.month(),
                progress.startedInMonth(),
                progress.lastStarted(),
                progress.declines(),
                progress.declinedAt(),
                flight == null
                    ? null
                    : new TopUpFlightRecord(flight.number(), flight.startedAt(), flight.payment())))
        .build();
  }

  private static WalletRecord.Builder record(AccountKey account) {
    Mode mode = account.mode();
    return WalletRecord.newBuilder()
        .setTenant(account.tenant())
        .setMode(mode.text())
        .setUser(account.user());
  }
}
