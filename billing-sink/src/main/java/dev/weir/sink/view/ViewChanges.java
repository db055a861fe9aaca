package dev.weir.sink.view;

import dev.weir.accounting.AccountKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who watch an account that its view has changed. Only accounts that this instance owns
 * change here; whoever must not miss a move asks {@link Views} from time to time as well.
 */
public final class ViewChanges {
  private final Map<AccountKey, Set<Subscription>> watched = new ConcurrentHashMap<>();
  private final Executor executor;

  /** The executor runs the watchers' code, so that none of them holds up the fold. */
  public ViewChanges(Executor executor) {
    this.executor = executor;
  }

  /** A watcher's place; closing it ends the watching. */
  public final class Subscription implements AutoCloseable {
    private final AccountKey account;
    private final Consumer<View> watcher;
    private final AtomicReference<@Nullable View> newest = new AtomicReference<>();
    private long toldSeq = -1;

    private Subscription(AccountKey account, Consumer<View> watcher) {
      this.account = account;
      this.watcher = watcher;
    }

    /** A slow watcher gets the newest view, not every one. */
    private void offer(View view) {
      if (newest.getAndSet(view) == null) {
        executor.execute(this::tell);
      }
    }

    private synchronized void tell() {
      View view = newest.getAndSet(null);
      if (view != null && view.seq() > toldSeq) {
        toldSeq = view.seq();
        watcher.accept(view);
      }
    }

    @Override
    public void close() {
      watched.computeIfPresent(
          account,
          (_, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }

  public Subscription subscribe(AccountKey account, Consumer<View> watcher) {
    Subscription subscription = new Subscription(account, watcher);
    watched.compute(
        account,
        (_, all) -> {
          Set<Subscription> known = all == null ? ConcurrentHashMap.newKeySet() : all;
          known.add(subscription);
          return known;
        });
    return subscription;
  }

  /** Called by the fold, for every entry: nothing here waits. */
  void folded(View view) {
    if (watched.isEmpty()) {
      return;
    }
    Set<Subscription> watching = watched.get(view.account().key());
    if (watching != null) {
      watching.forEach(subscription -> subscription.offer(view));
    }
  }
}
