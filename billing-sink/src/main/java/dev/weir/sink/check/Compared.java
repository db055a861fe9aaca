package dev.weir.sink.check;

import dev.weir.accounting.LedgerEntry;
import dev.weir.sink.check.Report.Difference;
import dev.weir.sink.check.Report.Sums;
import dev.weir.sink.store.AccountSum;
import dev.weir.sink.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One account while it is being compared: what its view said, and what the topic and the rows say.
 */
final class Compared {
  private final String account;
  private final long viewSeq;
  private final long viewTotal;
  private final long viewHash;
  private final long viewOffset;
  private final Tally topic = new Tally();
  private long firstOffset = Long.MAX_VALUE;
  private long topicAtView;
  private boolean viewMet;
  private @Nullable AccountSum rows;

  private Compared(String account, long seq, long total, long hash, long offset) {
    this.account = account;
    this.viewSeq = seq;
    this.viewTotal = total;
    this.viewHash = hash;
    this.viewOffset = offset;
    this.viewMet = seq == 0;
  }

  static Compared of(View view) {
    return new Compared(
        view.account().key().text(),
        view.seq(),
        view.account().total(),
        Tally.bits(view.account().hash()),
        view.lastOffset());
  }

  /** An account that had no view when the views were looked at. */
  static Compared unseen(String account) {
    return new Compared(account, 0, 0, 0, -1);
  }

  String account() {
    return account;
  }

  void topicSays(LedgerEntry entry, long offset) {
    firstOffset = Math.min(firstOffset, offset);
    topic.add(entry);
    if (entry.seq() == viewSeq) {
      topicAtView = topic.amount();
      viewMet = Tally.bits(entry.hash()) == viewHash;
    }
  }

  void databaseSays(AccountSum sum) {
    rows = sum;
  }

  long entries() {
    return topic.count();
  }

  /** The view was ahead of the cut up to which topic and rows were read. */
  boolean beyond(long cut) {
    return viewOffset >= cut;
  }

  /** The three at the cut: the view's total is moved on by what the topic holds after it. */
  Sums sums() {
    AccountSum stored = rows;
    return new Sums(
        viewTotal + topic.amount() - topicAtView,
        topic.amount(),
        stored == null ? 0 : stored.amount());
  }

  /**
   * @param viewsHadSeen the offset up to which the views were folded when they were looked at
   */
  Optional<Difference> difference(long viewsHadSeen) {
    List<String> why = new ArrayList<>();
    if (viewSeq == 0 && topic.count() > 0 && firstOffset < viewsHadSeen) {
      why.add("the account has no view");
    }
    if (!viewMet) {
      why.add("the view's last entry is not in the topic");
    }
    if (!topic.gapless()) {
      why.add("the topic's seqs have a gap or a repetition");
    }
    AccountSum stored = rows;
    if (stored == null) {
      why.add("the database has no rows");
    } else if (stored.count() != topic.count() || stored.lastSeq() != topic.lastSeq()) {
      why.add(
          "the database has %d rows up to seq %d, the topic %d up to %d"
              .formatted(stored.count(), stored.lastSeq(), topic.count(), topic.lastSeq()));
    } else if (stored.mixed() != topic.mixed()) {
      why.add("the database's hashes are not the topic's");
    }
    Sums sums = sums();
    if (why.isEmpty() && sums.equal()) {
      return Optional.empty();
    }
    if (!sums.equal()) {
      why.add("the sums differ");
    }
    return Optional.of(
        new Difference(account, sums, differs(sums, stored), String.join("; ", why)));
  }

  private List<String> differs(Sums sums, @Nullable AccountSum stored) {
    List<String> odd = new ArrayList<>(sums.odd());
    boolean rowsDiffer =
        stored == null || stored.count() != topic.count() || stored.mixed() != topic.mixed();
    if (rowsDiffer && !odd.contains("database")) {
      odd.add("database");
    }
    if ((!viewMet || (viewSeq == 0 && topic.count() > 0)) && !odd.contains("state")) {
      odd.add("state");
    }
    if (!topic.gapless() && !odd.contains("ledger")) {
      odd.add("ledger");
    }
    return odd;
  }
}
