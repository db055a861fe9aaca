package dev.weir.sink.check;

import dev.weir.accounting.AccountKey;
import dev.weir.sink.check.Report.Difference;
import dev.weir.sink.check.Report.Sums;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A report that grows account by account and holds none of them. */
final class Findings {
  private final Map<String, Sums> totals = new TreeMap<>();
  private final List<Difference> listed = new ArrayList<>();
  private long accounts;
  private long entries;
  private long skipped;
  private long differing;

  /**
   * @param viewsHadSeen the offset up to which the views were folded when they were looked at
   * @param cut the offset up to which topic and rows were read
   */
  void add(Compared compared, long viewsHadSeen, long cut) {
    entries += compared.entries();
    if (compared.beyond(cut)) {
      skipped++;
      return;
    }
    accounts++;
    AccountKey key = AccountKey.parse(compared.account());
    totals.merge(key.tenant() + "/" + key.mode().text(), compared.sums(), Sums::plus);
    Optional<Difference> difference = compared.difference(viewsHadSeen);
    if (difference.isPresent()) {
      differing++;
      if (listed.size() < Report.LISTED) {
        listed.add(difference.get());
      }
    }
  }

  Report report() {
    return new Report(Instant.now(), accounts, entries, skipped, totals, listed, differing);
  }
}
