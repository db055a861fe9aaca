package dev.weir.streams.decide;

import dev.weir.accounting.Account;
import dev.weir.accounting.Command;
import dev.weir.accounting.Decision;
import dev.weir.accounting.LedgerEntry;
import java.util.List;

/**
 * Puts an account's change into the effects: its state, its place in the due index, its entries and
 * build events.
 */
final class Posting {

  private static final long NEVER = Long.MAX_VALUE;

  private final Accounts accounts;
  private final Wire wire;

  Posting(Accounts accounts, Wire wire) {
    this.accounts = accounts;
    this.wire = wire;
  }

  void post(Effects effects, Account before, Account after, List<LedgerEntry> entries, Place at) {
    if (entries.isEmpty()) {
      return;
    }
    accounts.store(effects, after);
    reschedule(effects, before, after);
    byte[] key = wire.key(after.key());
    int following = entries.size();
    for (LedgerEntry entry : entries) {
      byte[] value = wire.entry(entry, at, --following, effects.trace());
      effects.output(Output.byKey(Sink.LEDGER, key, value));
    }
    effects.change(before, after);
  }

  private static void reschedule(Effects effects, Account before, Account after) {
    long was = before.seen() ? before.nextDue() : NEVER;
    if (was != after.nextDue()) {
      move(effects, DueKey.of(before.key(), was), after);
    }
  }

  /** Takes an account out of the due index there, and puts it in where it is due. */
  static void move(Effects effects, DueKey from, Account account) {
    if (from.due() != NEVER) {
      byte[] old = from.bytes();
      effects.write(books -> books.removeDue(old));
    }
    long due = account.nextDue();
    if (due != NEVER) {
      byte[] fresh = DueKey.of(account.key(), due).bytes();
      effects.write(books -> books.addDue(fresh));
    }
  }

  /** What workers are to know of a command. */
  void builds(Effects effects, Command command, Account before, Decision.Accepted accepted) {
    BuildEvents events = new BuildEvents(before, accepted.after());
    accepted.entries().forEach(entry -> events.add(entry, command));
    events.add(command);
    send(effects, events);
  }

  /** What workers are to know of holds that timed out without a command. */
  void timeouts(Effects effects, Account before, List<LedgerEntry> entries) {
    BuildEvents events = new BuildEvents(before, before);
    entries.forEach(events::add);
    send(effects, events);
  }

  private void send(Effects effects, BuildEvents events) {
    events
        .all()
        .forEach(
            event ->
                effects.output(
                    Output.byKey(Sink.BUILDS, wire.key(events.account()), wire.build(event))));
  }
}
