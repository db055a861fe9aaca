package dev.weir.schemas;

import dev.weir.accounting.AccountKey;

/**
 * The keys in the topic of wallets. What one hand writes has a key of its own, so that nobody
 * overwrites what another knows better.
 */
public final class WalletKeys {
  public static final String CUSTOMER = "customer/";
  public static final String WISH = "wish/";
  public static final String PROGRESS = "progress/";

  private WalletKeys() {}

  /** Whose customer the account is at Stripe. */
  public static String customer(AccountKey account) {
    return CUSTOMER + account.text();
  }

  /** What its user wants of automatic top-ups. */
  public static String wish(AccountKey account) {
    return WISH + account.text();
  }

  /** How its automatic top-ups have gone. */
  public static String progress(AccountKey account) {
    return PROGRESS + account.text();
  }
}
