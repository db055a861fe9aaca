package dev.weir.streams.decide;

import static dev.weir.accounting.Rejection.ACCOUNT_TOO_LARGE;
import static dev.weir.accounting.Rejection.IDEMPOTENCY_KEY_REUSED;
import static dev.weir.accounting.Rejection.INSUFFICIENT_BALANCE;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Decision;
import dev.weir.accounting.Opening;
import dev.weir.accounting.Rules;
import dev.weir.accounting.Swept;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.codec.Asked;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.Envelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides one record of the log: reads what is needed from the books, asks the rules, and puts
 * together what follows. Writes nothing itself but what time it is.
 */
public final class Desk {

  private static final Input.Unreadable TOO_MUCH =
      new Input.Unreadable(
          Reason.EFFECTS_TOO_LARGE.code(), "What would follow from it is too large to be written.");

  private final Books books;
  private final Wire wire;
  private final CommandReader reader;
  private final Accounts accounts;
  private final Memory memory;
  private final Posting posting;
  private final Tally tally;

  public Desk(Books books, Wire wire, Tally tally) {
    this.books = books;
    this.wire = wire;
    this.reader = new CommandReader(wire);
    this.memory = new Memory(books, wire);
    this.accounts = new Accounts(books, wire);
    this.posting = new Posting(accounts, wire);
    this.tally = tally;
  }

  /** Works out what the record at that place leads to. */
  public Effects work(byte @Nullable [] key, byte @Nullable [] value, Place at) {
    books.received(at.timestamp());
    return switch (reader.read(key, value)) {
      case Input.Ordered order -> {
        Effects effects = decide(order, key, value, at);
        yield effects.fit() ? effects : tooMuch(order, key, value, at);
      }
      case Input.Tick tick -> sweep(tick, at);
      case Input.Unreadable unreadable -> quarantine(unreadable, key, value, at);
    };
  }

  private Effects decide(
      Input.Ordered order, byte @Nullable [] key, byte @Nullable [] value, Place at) {
    Command command = order.command();
    Account before = accounts.load(command.account());
    Memory.Recalled recalled = memory.recall(command, before);
    Decision decision = Rules.decide(before, command, recalled.priors());
    Effects effects = new Effects(order.envelope().getTraceparent());
    Asked asked = asked(order, before, at);
    tally.decided(decision);
    switch (decision) {
      case Decision.Accepted accepted -> {
        posting.post(effects, before, accepted.after(), accepted.entries(), at);
        posting.builds(effects, command, before, accepted);
        answer(effects, asked, Codec.decision(asked, accepted));
      }
      case Decision.Rejected rejected when order.unheard() -> {
        // No answer is kept, so that it can be decided again when what stood in its way is gone.
        return quarantine(Input.Unreadable.refused(rejected), key, value, at);
      }
      case Decision.Rejected rejected when rejected.code() == IDEMPOTENCY_KEY_REUSED ->
          // The id has its answer already, and keeps it.
          reply(effects, Codec.decision(asked, rejected));
      case Decision.Rejected rejected when rejected.code() == INSUFFICIENT_BALANCE ->
          answer(effects, asked, Codec.decision(asked, rejected, shown(before, asked)));
      case Decision.Rejected rejected -> answer(effects, asked, Codec.decision(asked, rejected));
      case Decision.Duplicate duplicate ->
          reply(effects, Codec.replay(asked, recalled.answerTo(duplicate)));
    }
    return effects;
  }

  private static Asked asked(Input.Ordered order, Account before, Place at) {
    long time = Math.max(order.command().time(), before.time());
    return new Asked(order.envelope(), order.command(), at.position(), time);
  }

  /**
   * Set aside like what is no command, and refused to whoever waits. The id stays free, so that it
   * can be decided again once the account holds less.
   */
  private Effects tooMuch(
      Input.Ordered order, byte @Nullable [] key, byte @Nullable [] value, Place at) {
    Effects effects = quarantine(TOO_MUCH, key, value, at);
    Account before = accounts.load(order.command().account());
    Decision.Rejected refused = new Decision.Rejected(ACCOUNT_TOO_LARGE, "", 0, 0);
    reply(effects, Codec.decision(asked(order, before, at), refused));
    return effects;
  }

  /** What a read at that instant would have shown: who was short is told of what. */
  private static Account shown(Account before, Asked asked) {
    Opening opening = asked.command().opening();
    return opening == null ? before.asOf(asked.time()) : before.openedBy(opening, asked.time());
  }

  private void answer(Effects effects, Asked asked, DecisionRecord answer) {
    memory.keep(effects, asked.command(), answer);
    reply(effects, answer);
  }

  private Effects sweep(Input.Tick tick, Place at) {
    Effects effects = new Effects(null);
    int left = tick.limit();
    for (List<byte[]> next = next(DueKey.beforeAll()); left > 0 && !next.isEmpty(); ) {
      String clock = DueKey.parse(next.getFirst()).clock();
      left -= sweep(effects, clock, tick, left, at);
      next = next(DueKey.behind(clock));
    }
    effects.timePassed(left == 0);
    return effects;
  }

  private List<byte[]> next(byte[] from) {
    return books.due(from, DueKey.afterAll(), 1);
  }

  private int sweep(Effects effects, String clock, Input.Tick tick, int limit, Place at) {
    long now = tick.nowBy(clock);
    List<byte[]> due = books.due(DueKey.begin(clock), DueKey.behind(clock, now), limit);
    for (byte[] each : due) {
      DueKey key = DueKey.parse(each);
      Account before = accounts.load(AccountKey.parse(key.account()));
      if (key.due() != before.nextDue()) {
        // Left by earlier rules. Its account comes up under the right one.
        Posting.move(effects, key, before);
        continue;
      }
      Swept swept = Rules.sweep(before, now, tick.id());
      if (swept.after().nextDue() <= now) {
        throw new IllegalStateException(before.key() + " is due after it was settled at " + now);
      }
      posting.post(effects, before, swept.after(), swept.entries(), at);
      posting.timeouts(effects, before, swept.entries());
    }
    tally.swept(due.size());
    return due.size();
  }

  private Effects quarantine(
      Input.Unreadable what, byte @Nullable [] key, byte @Nullable [] value, Place at) {
    Effects effects = new Effects(null);
    byte[] record = wire.quarantined(what, key, value, at);
    effects.output(Output.byKey(Sink.QUARANTINE, Wire.keptKey(key), record));
    tally.quarantined(what.reason(), what.detail(), at);
    return effects;
  }

  /** Nobody waits for the decision on an event. */
  private void reply(Effects effects, DecisionRecord answer) {
    if (answer.getReplyTo() != Envelope.NOBODY) {
      effects.output(Output.to(answer.getReplyTo(), wire.key(answer), wire.decision(answer)));
    }
  }
}
