package dev.weir.sink.credits;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Amounts;
import dev.weir.sink.check.Report.Sums;
import dev.weir.sink.check.Verification;
import dev.weir.sink.check.Verify;
import dev.weir.sink.view.View;
import dev.weir.sink.view.Views;

/** What the document calls the cached and the calculated balance. */
public final class BalanceCheck {
  private final Verify verify;
  private final Views views;

  public BalanceCheck(Verify verify, Views views) {
    this.verify = verify;
    this.views = views;
  }

  /**
   * @param cached what is served
   * @param calculated what the ledger adds up to: where its two copies differ, the one that is odd
   */
  public record Verified(boolean valid, long cached, long calculated) {}

  Verified verify(AccountKey account) {
    Verification found = verify.verify(account);
    View view = views.get(account);
    // The sums are totals; what is held is not the user's to spend, in the one as in the other.
    long held = view == null ? 0 : view.account().held();
    Sums sums = found.sums();
    long ledger = sums.ledger() == sums.state() ? sums.database() : sums.ledger();
    return new Verified(
        found.valid(), Amounts.floor(sums.state() - held), Amounts.floor(ledger - held));
  }
}
