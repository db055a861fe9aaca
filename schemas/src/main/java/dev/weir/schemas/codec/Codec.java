package dev.weir.schemas.codec;

import dev.weir.accounting.Account;
import dev.weir.accounting.Command;
import dev.weir.accounting.Decision;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Opening;
import dev.weir.accounting.Outcome;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Remembered;
import dev.weir.schemas.avro.AccountRecord;
import dev.weir.schemas.avro.BalanceRecord;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.avro.OpeningRecord;
import dev.weir.schemas.avro.PlanTermsRecord;
import dev.weir.schemas.avro.TickVerb;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Between generated records and domain types. To the wire everything goes; from the wire, what was
 * decoded but cannot be understood is a {@link NotUnderstoodException}, and an account that
 * contradicts itself is the core's broken invariant.
 */
public final class Codec {

  private Codec() {}

  public static CommandRecord command(Command command, Envelope envelope) {
    return Commands.toWire(command, envelope);
  }

  /** Not for a tick: ask {@link #isTick} first. */
  public static Command command(CommandRecord wire) {
    return understood(wire, Commands::fromWire);
  }

  /**
   * Time passes for a whole partition.
   *
   * @param clocks where the test clocks stand, by tenant
   * @param limit how many accounts it settles at most
   */
  public static CommandRecord tick(String id, long time, Map<String, Long> clocks, int limit) {
    return Commands.tick(id, time, clocks, limit);
  }

  public static boolean isTick(CommandRecord wire) {
    return wire.getVerb() instanceof TickVerb;
  }

  /**
   * @param cause where the command or the tick stands that the entry comes from
   * @param following how many entries of the same account and cause come right behind it
   */
  public static LedgerEntryRecord entry(
      LedgerEntry entry, Position cause, int following, @Nullable String traceparent) {
    return Entries.toWire(entry, cause, following, traceparent);
  }

  public static LedgerEntry entry(LedgerEntryRecord wire) {
    return understood(wire, Entries::fromWire);
  }

  public static AccountRecord account(Account account) {
    return Accounts.toWire(account);
  }

  public static Account account(AccountRecord wire) {
    return understood(wire, Accounts::fromWire);
  }

  /** Of a first decision. The balance is left out where nobody waits for it. */
  public static DecisionRecord decision(Asked asked, Decision.Accepted decision) {
    return Decisions.accepted(asked, decision);
  }

  public static DecisionRecord decision(Asked asked, Decision.Rejected decision) {
    return Decisions.rejected(asked, decision, null);
  }

  /**
   * @param shown what a read at that instant would have shown: a caller who was short is told
   */
  public static DecisionRecord decision(Asked asked, Decision.Rejected decision, Account shown) {
    return Decisions.rejected(asked, decision, shown);
  }

  /** The original decision again, for whoever asks now. A rejection stays one. */
  public static DecisionRecord replay(Asked asked, DecisionRecord original) {
    return Decisions.replay(asked, original);
  }

  /** What the dedupe store keeps under account and id: all but what those say themselves. */
  public static DecisionRecord kept(DecisionRecord decision) {
    return Decisions.kept(decision);
  }

  public static Remembered remembered(DecisionRecord kept) {
    return Decisions.remembered(kept);
  }

  public static Outcome outcome(DecisionRecord wire) {
    return understood(wire, Decisions::outcome);
  }

  /** The account as an answer shows it. */
  public static BalanceRecord balance(Account account) {
    return Decisions.balance(account);
  }

  public static PlanTermsRecord plan(PlanTerms plan) {
    return Common.plan(plan);
  }

  public static PlanTerms plan(PlanTermsRecord plan) {
    return Common.plan(plan);
  }

  public static OpeningRecord opening(Opening opening) {
    return Common.opening(opening);
  }

  public static Opening opening(OpeningRecord opening) {
    return understood(opening, Common::opening);
  }

  private static <W, D> D understood(W wire, Function<W, D> decode) {
    try {
      return decode.apply(wire);
    } catch (IllegalArgumentException e) {
      throw new NotUnderstoodException(
          wire.getClass().getSimpleName() + " is not understood: " + e.getMessage(), e);
    }
  }
}
