package dev.weir.sink.store;

import dev.weir.accounting.AccountKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What was bought, by the database's view of it. */
public final class PurchaseReads {
  private static final String NEWEST =
      "SELECT purchase_id, kind, item, automatic, granted, price, currency, payment_id, invoice_id,"
          + " refunded, status, purchased_at, seq FROM purchase"
          + " WHERE tenant = ? AND mode = ? AND user_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?";

  private final DataSource dataSource;

  public PurchaseReads(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * @param id the grant's
   * @param kind package or subscription
   * @param item the package's or the plan's key
   * @param granted micro-units
   */
  public record Purchase(
      String id,
      String kind,
      @Nullable String item,
      boolean automatic,
      long granted,
      Money money,
      String status,
      long at,
      long seq) {}

  /**
   * @param price in the currency's minor unit, as is what was refunded of it
   * @param payment null where Stripe has only named an invoice
   */
  public record Money(
      long price,
      @Nullable String currency,
      long refunded,
      @Nullable String payment,
      @Nullable String invoice) {}

  /** The newest first, all of them before a seq. */
  public List<Purchase> newest(AccountKey account, long beforeSeq, int limit) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(NEWEST)) {
      statement.setString(1, account.tenant());
      statement.setString(2, account.mode().text());
      statement.setString(3, account.user());
      statement.setLong(4, beforeSeq);
      statement.setInt(5, limit);
      try (ResultSet rows = statement.executeQuery()) {
        List<Purchase> found = new ArrayList<>();
        while (rows.next()) {
          found.add(read(rows));
        }
        return found;
      }
    } catch (SQLException failure) {
      throw new DatabaseAway(failure);
    }
  }

  private static Purchase read(ResultSet row) throws SQLException {
    return new Purchase(
        row.getString("purchase_id"),
        row.getString("kind"),
        row.getString("item"),
        row.getBoolean("automatic"),
        row.getLong("granted"),
        new Money(
            row.getLong("price"),
            row.getString("currency"),
            row.getLong("refunded"),
            row.getString("payment_id"),
            row.getString("invoice_id")),
        row.getString("status"),
        row.getTimestamp("purchased_at").getTime(),
        row.getLong("seq"));
  }
}
