package dev.weir.streams.decide;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.schemas.codec.Recent;
import org.jspecify.annotations.Nullable;

/** The accounts in the books. Those of the last commands are at hand as they were decided. */
final class Accounts {

  private static final long ROOM = 2L << 20;

  private final Books books;
  private final Wire wire;
  private final Recent<Account> recent = new Recent<>(ROOM);

  Accounts(Books books, Wire wire) {
    this.books = books;
    this.wire = wire;
  }

  Account load(AccountKey key) {
    Account known = recent.get(key.text());
    return known != null ? known : read(key);
  }

  private Account read(AccountKey key) {
    byte @Nullable [] state = books.account(key.text());
    return state == null ? Account.unseen(key) : wire.account(state);
  }

  /** The account is written when the effects are: they may yet be thrown away. */
  void store(Effects effects, Account after) {
    String key = after.key().text();
    byte[] state = wire.account(after);
    effects.state(
        state,
        books -> {
          books.storeAccount(key, state);
          recent.put(key, after, state.length);
        });
  }
}
