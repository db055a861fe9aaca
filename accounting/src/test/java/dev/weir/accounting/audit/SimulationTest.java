package dev.weir.accounting.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Decision;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Memory;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Priors;
import dev.weir.accounting.Remembered;
import dev.weir.accounting.Rules;
import dev.weir.accounting.Swept;
import dev.weir.accounting.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Thousands of accounts under random commands, each predicted by the auditor. Say {@code
 * -Dweir.sim.seed=} to see a run again, {@code -Dweir.sim.commands=} for a longer one.
 */
class SimulationTest {

  private static final int PER_ACCOUNT = 100;

  @Test
  void everyDecisionIsWhatANaiveAuditorPredicts() {
    long seed = Long.getLong("weir.sim.seed", 20_261_121);
    long commands = Long.getLong("weir.sim.commands", 200_000);
    System.out.println("simulation: -Dweir.sim.seed=" + seed + " -Dweir.sim.commands=" + commands);
    Random seeds = new Random(seed);
    Map<String, Integer> seen = new TreeMap<>();
    for (long i = 0; i < commands / PER_ACCOUNT; i++) {
      new Life(i, new Random(seeds.nextLong()), seen).live("seed " + seed + ", account " + i);
    }
    System.out.println("simulation: " + seen);
    if (commands >= 200_000) {
      assertThat(seen.keySet()).contains(EVERY_WORD);
    }
  }

  /** A simulation that never sees one of these says nothing about it. */
  private static final String[] EVERY_WORD = {
    "accepted",
    "duplicate",
    "idempotency_key_reused",
    "event_too_old",
    "account_not_found",
    "hold_not_found",
    "hold_closed",
    "grant_not_found",
    "insufficient_balance",
    "tier_limit_reached",
    "granted",
    "charged",
    "held",
    "captured",
    "released",
    "hold_expired",
    "expired",
    "revoked",
    "rolled_over",
    "discarded",
    "discard_pending",
    "debt_repaid",
    "plan_changed",
  };

  /** One account's life. */
  private static final class Life {

    private final Auditor auditor = new Auditor();
    private final Memory memory = new Memory();
    private final List<LedgerEntry> ledger = new ArrayList<>();
    private final Map<String, Integer> seen;
    private final Dice dice;
    private Account account;

    Life(long number, Random random, Map<String, Integer> seen) {
      AccountKey key = new AccountKey("t", Mode.LIVE, "u" + number);
      this.account = Account.unseen(key);
      this.dice = new Dice(random, key);
      this.seen = seen;
    }

    void live(String where) {
      for (int i = 0; i < PER_ACCOUNT; i++) {
        Command command = dice.command();
        try {
          if (dice.oneIn(12)) {
            sweep(command.time());
          }
          if (dice.oneIn(4)) {
            compareRead(command.time());
          }
          step(command);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(where + ", command " + i + ": " + command + " on " + account, e);
        }
      }
      assertThat(ledger).allMatch(entry -> entry.hash().equals(entry.computeHash()));
    }

    private void step(Command command) {
      Account before = account;
      Remembered earlier = memory.of(command.id());
      long time = Math.max(command.time(), account.time());
      boolean stillRemembered = earlier != null && time < earlier.time() + 35 * Book.DAY;
      Decision decision = Rules.decide(account, command, memory.priors(command));
      Auditor.Verdict verdict = auditor.judge(command);
      count(verdict.word());
      switch (decision) {
        case Decision.Accepted accepted -> {
          assertThat("accepted").isEqualTo(verdict.word());
          take(accepted.entries(), accepted.after(), verdict.written());
        }
        case Decision.Duplicate duplicate -> assertThat("duplicate").isEqualTo(verdict.word());
        case Decision.Rejected rejected -> {
          assertThat(rejected.code().code()).isEqualTo(verdict.word());
          assertThat(rejected.required()).isEqualTo(verdict.required());
          assertThat(rejected.available()).isEqualTo(verdict.available());
        }
      }
      if (!stillRemembered) {
        memory.remember(command, decision, before);
      }
    }

    private void sweep(long now) {
      Swept swept = Rules.sweep(account, now, "tick");
      take(swept.entries(), swept.after(), auditor.sweep(now).written());
    }

    private void take(List<LedgerEntry> entries, Account after, List<String> predicted) {
      List<String> written = new ArrayList<>();
      Account folded = account;
      for (LedgerEntry entry : entries) {
        folded = Rules.evolve(folded, entry);
        ledger.add(entry);
        count(entry.kind().text());
        written.add(
            entry.kind().text() + " " + entry.amount() + " @" + entry.at() + " #" + entry.seq());
      }
      same(written, predicted);
      same(folded, after);
      account = after;
      Comparison.of(account, auditor.book());
    }

    private void compareRead(long now) {
      long at = Math.max(now, account.time());
      Account read = account.asOf(at);
      Command touch = new Command(account.key(), "touch", at, null, new Verb.Touch());
      switch (Rules.decide(account, touch, Priors.NONE)) {
        case Decision.Accepted accepted ->
            assertThat(ReadView.of(read)).isEqualTo(ReadView.of(accepted.after()));
        case Decision.Rejected rejected -> assertThat(read).isEqualTo(account);
        case Decision.Duplicate duplicate -> fail("nothing came before");
      }
      boolean due = account.nextDue() <= at;
      assertThat(Rules.sweep(account, at, "tick").entries().isEmpty()).isEqualTo(!due);
    }

    private static void same(Object found, Object expected) {
      if (!found.equals(expected)) {
        assertThat(found).isEqualTo(expected);
      }
    }

    private void count(String word) {
      seen.merge(word, 1, Integer::sum);
    }
  }

  /** What two accounts have in common when one of them was only read ahead. */
  private record ReadView(List<Object> parts) {
    static ReadView of(Account account) {
      return new ReadView(
          List.of(
              account.plan(),
              account.subscription(),
              account.bonus(),
              account.debt(),
              account.buckets(),
              account.holds(),
              account.revocations(),
              account.usage(),
              account.counter(),
              account.totals()));
    }
  }
}
