package dev.weir.accounting;

import org.jspecify.annotations.Nullable;

/**
 * A request to change an account.
 *
 * @param id unique per account; what the command creates (a grant, a hold, a build) bears it too
 * @param time epoch milliseconds, stamped where the command entered; the only clock a decision has
 * @param opening what an unseen account gets first, for tenants that open accounts on first touch
 */
public record Command(
    AccountKey account, String id, long time, @Nullable Opening opening, Verb verb) {

  /** When the command happens: an account's time never goes back (R2). */
  public long timeOn(Account on) {
    return Math.max(time, on.time());
  }
}
