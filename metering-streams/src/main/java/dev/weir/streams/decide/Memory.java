package dev.weir.streams.decide;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Decision;
import dev.weir.accounting.Hold;
import dev.weir.accounting.Priors;
import dev.weir.accounting.Remembered;
import dev.weir.accounting.Verb;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of earlier commands: under every id the answer that was given, and which
 * resume tokens were used. Whether an id's time is over is for the rules to say.
 */
final class Memory {

  /**
   * Ids hold neither a zero byte nor a slash, so keys of two kinds, or of two accounts, never meet.
   */
  private static final char END = '\0';

  private static final String RESUME = "resume/";
  private static final byte[] USED = {1};

  private final Books books;
  private final Wire wire;

  Memory(Books books, Wire wire) {
    this.books = books;
    this.wire = wire;
  }

  /** What the rules are told, and the answer that goes with it. */
  record Recalled(Priors priors, @Nullable DecisionRecord answer) {

    /** The answer to give again; the rules only speak of a duplicate when there is one. */
    DecisionRecord answerTo(Decision.Duplicate duplicate) {
      if (answer == null) {
        throw new IllegalStateException("A duplicate of nothing: " + duplicate.original());
      }
      return answer;
    }
  }

  Recalled recall(Command command, Account account) {
    DecisionRecord answer = answer(command.account(), command.id());
    String reference = reference(command, account);
    DecisionRecord referenced = reference == null ? null : answer(command.account(), reference);
    String resume = resume(command);
    boolean used = resume != null && books.remembered(key(command.account(), resume)) != null;
    return new Recalled(new Priors(remembered(answer), remembered(referenced), used), answer);
  }

  void keep(Effects effects, Command command, DecisionRecord answer) {
    byte[] kept = wire.memory(Codec.kept(answer));
    byte[] key = key(command.account(), command.id());
    effects.write(books -> books.remember(key, kept));
    String resume = resume(command);
    if (resume != null) {
      byte[] token = key(command.account(), resume);
      effects.write(books -> books.remember(token, USED));
    }
  }

  private @Nullable DecisionRecord answer(AccountKey account, String id) {
    byte[] bytes = books.remembered(key(account, id));
    return bytes == null ? null : wire.memory(bytes);
  }

  private static @Nullable Remembered remembered(@Nullable DecisionRecord answer) {
    return answer == null ? null : Codec.remembered(answer);
  }

  /** The id of the hold or grant that the verb names, unless the account itself knows it. */
  private static @Nullable String reference(Command command, Account account) {
    long now = Math.max(command.time(), account.time());
    return switch (command.verb()) {
      case Verb.Capture capture -> unlessLive(account, capture.holdId(), now);
      case Verb.Release release -> unlessLive(account, release.holdId(), now);
      case Verb.ReportProgress report -> unlessLive(account, report.holdId(), now);
      case Verb.Revoke revoke ->
          account.revocations().containsKey(revoke.grantId()) ? null : revoke.grantId();
      default -> null;
    };
  }

  /** A hold that has timed out is in the account until that is written. */
  private static @Nullable String unlessLive(Account account, String id, long now) {
    Hold hold = account.holds().find(id);
    return hold == null || hold.expiresAt() <= now ? id : null;
  }

  private static @Nullable String resume(Command command) {
    return command.verb() instanceof Verb.PlaceHold hold && hold.resumeId() != null
        ? RESUME + hold.resumeId()
        : null;
  }

  private static byte[] key(AccountKey account, String id) {
    return (account.text() + END + id).getBytes(UTF_8);
  }
}
