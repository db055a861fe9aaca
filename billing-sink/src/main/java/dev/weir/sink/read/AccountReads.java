package dev.weir.sink.read;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Opening;
import dev.weir.edge.http.Call;
import dev.weir.edge.http.Position;
import dev.weir.edge.http.RecentWrites;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Tenant;
import dev.weir.sink.view.View;
import dev.weir.sink.view.Views;
import org.jspecify.annotations.Nullable;

/**
 * An account as a read shows it: waited for where the caller says how far it must be, brought to
 * the caller's time, and opened where the tenant opens accounts at first touch.
 */
public final class AccountReads {
  private final Views views;
  private final Positions positions;
  private final History history;
  private final RecentWrites recent;

  public AccountReads(Views views, Positions positions, History history, RecentWrites recent) {
    this.views = views;
    this.positions = positions;
    this.history = history;
    this.recent = recent;
  }

  /** The account at the caller's own time. */
  public Account now(Call call, AccountKey account) {
    View view = view(call, account);
    return now(call, account, view == null ? null : view.account());
  }

  /**
   * The same of an account that was read before.
   *
   * @param written null for an account without entries
   */
  public Account now(Call call, AccountKey account, @Nullable Account written) {
    return shown(call, account, written, call.now());
  }

  /**
   * The account as a read at that time would have shown it. What is older than the newest entry is
   * folded anew from PostgreSQL's rows.
   */
  public Account at(Call call, AccountKey account, long time) {
    View view = view(call, account);
    if (view == null || time >= view.account().time()) {
      return shown(call, account, view == null ? null : view.account(), time);
    }
    Account then = history.at(account, view.seq(), time);
    return shown(call, account, then.seen() ? then : null, time);
  }

  /**
   * The view after what the call's {@code Weir-Position} says; null for an account without entries.
   */
  public @Nullable View view(Call call, AccountKey account) {
    call.header(Position.HEADER)
        .map(Position::parse)
        .ifPresent(position -> positions.await(account, position));
    recent.seq(account).ifPresent(seq -> positions.settle(account, seq));
    return views.get(account);
  }

  /** The seq up to which the account is known here; an account that cannot be read is refused. */
  public long seq(Call call, AccountKey account) {
    View view = view(call, account);
    if (view == null) {
      shown(call, account, null, call.now());
      return 0;
    }
    return view.seq();
  }

  private static Account shown(Call call, AccountKey key, @Nullable Account written, long time) {
    if (written != null) {
      return written.asOf(time);
    }
    Tenant tenant = call.tenant();
    Opening opening = call.directory().opening(tenant);
    if (opening == null) {
      throw Problem.notFound("account_not_found", "There is no account of this user yet.");
    }
    return Account.unseen(key).openedBy(opening, time);
  }
}
