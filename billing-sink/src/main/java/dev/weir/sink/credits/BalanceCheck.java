package dev.weir.sink.credits;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Amounts;
import dev.weir.edge.http.Call;
import dev.weir.sink.check.Report.Sums;
import dev.weir.sink.check.Verification;
import dev.weir.sink.check.Verify;
import dev.weir.sink.read.AccountReads;

/** What the document calls the cached and the calculated balance. */
public final class BalanceCheck {
  private final Verify verify;
  private final AccountReads reads;

  public BalanceCheck(Verify verify, AccountReads reads) {
    this.verify = verify;
    this.reads = reads;
  }

  /**
   * @param cached what is served
   * @param calculated what the ledger adds up to: where its two copies differ, the one that is odd
   */
  public record Verified(boolean valid, long cached, long calculated) {}

  /**
   * Both are of the one view that was verified, at the caller's time. The sums are of what is
   * written, so that what time alone changed since, and what is held, is the same in both.
   */
  Verified verify(Call call, AccountKey account) {
    Verification found = verify.verify(account);
    long served = reads.now(call, account, found.account()).available();
    Sums sums = found.sums();
    long ledger = sums.ledger() == sums.state() ? sums.database() : sums.ledger();
    return new Verified(
        found.valid(), Amounts.floor(served), Amounts.floor(served + ledger - sums.state()));
  }
}
