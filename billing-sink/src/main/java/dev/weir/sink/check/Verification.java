package dev.weir.sink.check;

import dev.weir.accounting.Account;
import dev.weir.sink.check.Report.Sums;
import org.jspecify.annotations.Nullable;

/**
 * What recomputing one account found.
 *
 * @param seq up to which everything was recomputed
 * @param hashChain every row says what its hash says, follows the one before, and the last is the
 *     view's; the topic holds the same entries
 * @param conservation at every prefix the buckets add up, and the fold ends in the view
 * @param sums the account's total by three ways
 * @param account the view that was held against them; null for an account without entries
 */
public record Verification(
    long seq, boolean hashChain, boolean conservation, Sums sums, @Nullable Account account) {
  static final Verification OF_NOTHING = new Verification(0, true, true, Sums.ZERO, null);

  public boolean valid() {
    return hashChain && conservation && sums.equal();
  }
}
