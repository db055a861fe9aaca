package dev.weir.edge.http;

import dev.weir.accounting.AccountKey;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The writes that this process answered a moment ago. A client that sends no {@code Weir-Position}
 * still expects to read what it has just written; where the same process answers the read, it does.
 * Only a courtesy: nothing depends on it.
 */
public final class RecentWrites {
  private static final long KEPT_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int MANY = 100_000;

  private final Map<AccountKey, Written> newest = new ConcurrentHashMap<>();

  private record Written(long seq, long nanos) {}

  public void saw(AccountKey account, long seq) {
    if (seq > 0) {
      if (newest.size() >= MANY) {
        forgetOld();
      }
      Written now = new Written(seq, System.nanoTime());
      newest.merge(account, now, (a, b) -> a.seq() > b.seq() ? a : b);
    }
  }

  /** The entry that the account's last answer spoke of, if that was a moment ago. */
  public OptionalLong seq(AccountKey account) {
    Written written = newest.get(account);
    return written == null || System.nanoTime() - written.nanos() > KEPT_NANOS
        ? OptionalLong.empty()
        : OptionalLong.of(written.seq());
  }

  private void forgetOld() {
    long now = System.nanoTime();
    newest.values().removeIf(written -> now - written.nanos() > KEPT_NANOS);
    if (newest.size() >= MANY) {
      newest.clear();
    }
  }
}
