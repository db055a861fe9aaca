package dev.weir.streams.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Decision;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Priors;
import dev.weir.accounting.Remembered;
import dev.weir.accounting.Rules;
import dev.weir.accounting.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stripe's rules with the real core behind them. */
final class House extends Desk {
  static final AccountKey U1 = new AccountKey("sheen", Mode.LIVE, "u1");

  final List<LedgerEntry> ledger = new ArrayList<>();
  final List<String> rejections = new ArrayList<>();
  private final Map<AccountKey, Account> accounts = new HashMap<>();
  private final Map<String, Remembered> remembered = new HashMap<>();

  @Override
  void sent(Command command) {
    String referenced =
        command.verb() instanceof Verb.Revoke revoke
            ? command.account().text() + revoke.grantId()
            : "";
    Decision decision =
        Rules.decide(
            account(command.account()),
            command,
            new Priors(
                remembered.get(command.account().text() + command.id()),
                remembered.get(referenced),
                false));
    switch (decision) {
      case Decision.Accepted accepted -> {
        accounts.put(command.account(), accepted.after());
        ledger.addAll(accepted.entries());
        remember(command, accepted.after());
      }
      case Decision.Rejected rejected ->
          rejections.add(command.id() + " " + rejected.code() + " " + rejected.detail());
      case Decision.Duplicate _ -> rejections.add(command.id() + " duplicate");
    }
  }

  private void remember(Command command, Account after) {
    remembered.put(
        command.account().text() + command.id(),
        new Remembered(command.verb().fingerprint(), command.verb().name(), true, after.time()));
  }

  Account account(AccountKey key) {
    return accounts.getOrDefault(key, Account.unseen(key));
  }

  Account u1() {
    return account(U1);
  }

  void nothingWasRefused() {
    assertThat(rejections).isEmpty();
    assertThat(refusals()).isEmpty();
  }
}
