package dev.weir.sink.read;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Rules;
import dev.weir.edge.problem.Problem;
import dev.weir.sink.ledger.LedgerReader;
import dev.weir.sink.store.LedgerLine;
import dev.weir.sink.store.LedgerReads;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read from PostgreSQL. It is asked only once it has all that the view has shown, so that
 * two answers never contradict each other.
 */
public final class History {
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** The last instant that both sides can write: the end of the year 9999. */
  private static final long END_OF_TIME = 253_402_300_799_999L;

  private final LedgerReads rows;
  private final LedgerReader reader;
  private final Places places;

  public History(LedgerReads rows, LedgerReader reader, Places places) {
    this.rows = rows;
    this.reader = reader;
    this.places = places;
  }

  /**
   * Some entries, and after which seq to go on.
   *
   * @param next null at the end
   */
  public record Page(List<LedgerLine> lines, @Nullable Long next) {}

  /**
   * At most {@code limit} entries after {@code after}.
   *
   * @param known the seq that the view shows: up to there nothing may be missing, and what comes
   *     after it is not shown yet, for it may be half of what a command did
   */
  public Page page(AccountKey account, long known, long after, int limit) {
    List<LedgerLine> lines = rows.page(account, after, limit + 1);
    long last = lines.isEmpty() ? after : lines.getLast().seq();
    if (lines.size() <= limit && last < known) {
      await(account, known);
      lines = rows.page(account, after, limit + 1);
    }
    lines = lines.stream().takeWhile(line -> line.seq() <= known).toList();
    if (lines.size() <= limit) {
      return new Page(lines, null);
    }
    List<LedgerLine> page = lines.subList(0, limit);
    return new Page(page, page.getLast().seq());
  }

  /** The fold of the account's entries up to a time, which may be none. */
  public Account at(AccountKey account, long known, long time) {
    await(account, known);
    return places.in(() -> fold(account, known, time));
  }

  private Account fold(AccountKey account, long known, long time) {
    Account[] folded = {Account.unseen(account)};
    rows.until(
        account,
        known,
        time,
        (entry, partition, offset) ->
            folded[0] = Rules.evolve(folded[0], reader.read(entry, partition, offset).entry()));
    return folded[0];
  }

  /** The fold of all of the account's entries. */
  public Account all(AccountKey account, long known) {
    return at(account, known, END_OF_TIME);
  }

  /** Returns once PostgreSQL has the account's entries up to that one. */
  public void await(AccountKey account, long seq) {
    if (seq > 0 && !Pause.until(() -> rows.lastSeq(account) >= seq, LONGEST)) {
      throw Problem.unavailable(
          "history_behind", "The newest entries are not in the database yet.", 1);
    }
  }
}
