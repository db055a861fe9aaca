package dev.weir.sink.credits;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import dev.weir.edge.answer.Shown;
import dev.weir.sink.check.Report;
import dev.weir.sink.check.Report.Difference;
import dev.weir.sink.check.Report.Sums;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a reconciliation found about one tenant in one mode: the sum of its balances by three ways,
 * and every account where they part.
 *
 * @param skipped accounts that could not be compared yet, of all tenants
 */
public record ReconcileAnswer(
    boolean success,
    BigDecimal state,
    BigDecimal ledger,
    BigDecimal database,
    List<Part> differences,
    long skipped,
    String at) {

  /** One account where the three are not equal. */
  public record Part(
      String user,
      String mode,
      BigDecimal state,
      BigDecimal ledger,
      BigDecimal database,
      List<String> differs,
      String why) {}

  static ReconcileAnswer of(String tenant, Mode mode, Report report) {
    String realm = tenant + "/" + mode.text();
    List<Part> differences =
        report.differences().stream()
            .filter(difference -> difference.account().startsWith(realm + "/"))
            .map(ReconcileAnswer::part)
            .toList();
    Sums sums = report.totals().getOrDefault(realm, new Sums(0, 0, 0));
    boolean equal = sums.state() == sums.ledger() && sums.ledger() == sums.database();
    // The report lists only so many: with more there may be some of this tenant's among the rest.
    boolean complete = report.differing() == report.differences().size();
    return new ReconcileAnswer(
        equal && complete && differences.isEmpty(),
        Shown.amount(sums.state()),
        Shown.amount(sums.ledger()),
        Shown.amount(sums.database()),
        differences,
        report.skipped(),
        report.at().toString());
  }

  private static Part part(Difference difference) {
    AccountKey account = AccountKey.parse(difference.account());
    return new Part(
        account.user(),
        account.mode().text(),
        Shown.amount(difference.sums().state()),
        Shown.amount(difference.sums().ledger()),
        Shown.amount(difference.sums().database()),
        difference.differs(),
        difference.why());
  }
}
