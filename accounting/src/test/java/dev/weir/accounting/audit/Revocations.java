package dev.weir.accounting.audit;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What each grant's causes ask back, and what of that is owed because it was used. */
final class Revocations {

  private final Map<String, Map<String, Long>> targets = new TreeMap<>();
  private final Map<String, Map<String, Boolean>> over = new TreeMap<>();
  private final Map<String, Long> grantDebt = new TreeMap<>();

  Revocations copy() {
    Revocations copy = new Revocations();
    targets.forEach((grant, of) -> copy.targets.put(grant, new TreeMap<>(of)));
    over.forEach((grant, of) -> copy.over.put(grant, new TreeMap<>(of)));
    copy.grantDebt.putAll(grantDebt);
    return copy;
  }

  /** A cause asks for more than it did, or has ended; false when that was known. */
  boolean hear(String grant, String cause, long target, boolean restored) {
    Map<String, Long> of = targets.computeIfAbsent(grant, none -> new TreeMap<>());
    Map<String, Boolean> ends = over.computeIfAbsent(grant, none -> new TreeMap<>());
    Long known = of.get(cause);
    boolean ended = ends.getOrDefault(cause, false);
    boolean news = known == null || target > known || (restored && !ended);
    if (news) {
      of.put(cause, Math.max(target, known == null ? 0 : known));
      ends.put(cause, ended || restored);
    }
    return news;
  }

  /** Whether a dispute of the grant asks for something and has not ended. */
  boolean disputed(String grant) {
    return targets.getOrDefault(grant, Map.of()).entrySet().stream()
        .anyMatch(
            cause ->
                cause.getKey().startsWith("dispute:")
                    && cause.getValue() > 0
                    && !over.get(grant).getOrDefault(cause.getKey(), false));
  }

  /** What a grant's causes ask for together. */
  private long target(Pot grant) {
    long sum = 0;
    Map<String, Long> of = targets.getOrDefault(grant.id, Map.of());
    for (Map.Entry<String, Long> cause : of.entrySet()) {
      boolean ended = over.get(grant.id).getOrDefault(cause.getKey(), false);
      sum += ended ? 0 : cause.getValue();
    }
    return Math.min(sum, grant.granted);
  }

  void settle(Book book, String grant, long at) {
    if (targets.containsKey(grant)) {
      collect(book, grant, at, false);
    }
  }

  /**
   * Brings a grant to its target. Of what was never used, what is gone anyway counts first; then
   * the rest is taken; what is beyond comes out of what was used, as debt.
   */
  void collect(Book book, String grant, long at, boolean news) {
    Pot own = book.pot(grant);
    Pot next = book.pot("rollover/" + grant);
    long used = own.used + (next == null ? 0 : next.used);
    long holding = own.held + (next == null ? 0 : next.held);
    long left = own.left + (next == null ? 0 : next.left);
    long revoked = own.revoked + (next == null ? 0 : next.revoked);
    long unused = own.granted - used - holding;
    long gone = unused - left - revoked;
    long target = target(own);
    long wanted = Math.min(target, unused);
    long take = Math.max(0, Math.min(left, wanted - gone - revoked));
    long back = Math.max(0, revoked - wanted);
    long owed = Math.max(0, Math.min(used, target - unused));
    long change = owed - grantDebt.getOrDefault(grant, 0L);
    if (!news && take == 0 && change == 0) {
      return;
    }
    long fromOwn = Math.min(take, own.left);
    own.left -= fromOwn;
    own.revoked += fromOwn;
    if (next != null) {
      next.left -= take - fromOwn;
      next.revoked += take - fromOwn;
    }
    if (news) {
      back = giveBack(own, next, back, wanted);
    }
    long accountChange = Math.max(change, -book.debt);
    book.debt += accountChange;
    grantDebt.put(grant, owed);
    book.write("revoked", (news ? back : 0) - take, at, news);
    long repaid = accountChange - change;
    if (repaid > 0) {
      long expires = own.expires == Book.NEVER ? Book.NEVER : at + 90 * Book.DAY;
      book.add("returned/" + (book.seq + 1), own.source, repaid, expires);
      book.write("granted", repaid, at, false);
    }
  }

  /**
   * First to what rolled over: of that no more may stay away than is wanted beyond what is gone
   * with the old period.
   */
  private static long giveBack(Pot own, @Nullable Pot next, long excess, long wanted) {
    long backToNext = 0;
    if (next != null) {
      long goneWithPeriod =
          own.granted - own.used - own.held - own.left - own.revoked - next.granted;
      long stays = Math.max(0, wanted - own.revoked - goneWithPeriod);
      backToNext = Math.max(0, next.revoked - stays);
    }
    long back = Math.max(excess, backToNext);
    if (next != null) {
      next.revoked -= backToNext;
      next.left += backToNext;
    }
    own.revoked -= back - backToNext;
    own.left += back - backToNext;
    return back;
  }
}
