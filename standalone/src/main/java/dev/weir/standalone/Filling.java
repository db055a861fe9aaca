package dev.weir.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many accounts, each opened and charged by one event, and whether all of them are still there. */
final class Filling {
  static final String FIRST = "a0";

  private static final int BATCH = 1_000;
  private static final int SAMPLE = 100;
  private static final int NEWEST = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String jdbcUrl;
  private final int accounts;
  private final String newest;
  private String sums = "";

  Filling(String jdbcUrl, int accounts) {
    this.jdbcUrl = jdbcUrl;
    this.accounts = accounts;
    this.newest =
        IntStream.range(Math.max(0, accounts - NEWEST), accounts)
            .mapToObj("'a%d'"::formatted)
            .collect(
                Collectors.joining(
                    ",", "tenant = 'sheen' and mode = 'live' and user_id in (", ")"));
  }

  int accounts() {
    return accounts;
  }

  void send(String gateway) throws IOException, InterruptedException {
    for (int from = 0; from < accounts; from += BATCH) {
      String events =
          IntStream.range(from, Math.min(accounts, from + BATCH))
              .mapToObj(
                  n ->
                      "{\"id\":\"e%d\",\"user\":\"a%d\",\"meter\":\"ai_seconds\",\"quantity\":%d}"
                          .formatted(n, n, 1 + n % 100))
              .collect(Collectors.joining(",", "[", "]"));
      String path = "/v1/events";
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(gateway + path))
              .header("Content-Type", "application/json")
              .header("x-sheen-signature", Welcome.signature(events + path))
              .POST(BodyPublishers.ofString(events))
              .build();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 202) {
        throw new IOException("events were answered " + answer.statusCode() + answer.body());
      }
    }
  }

  /**
   * Whether the database has the last entry of every account. All are counted once those that came
   * last are there: counting takes the database from the work that is waited for.
   */
  boolean complete() {
    try {
      return charged(newest).equals(Integer.toString(Math.min(NEWEST, accounts)))
          && charged("true").equals(Integer.toString(accounts));
    } catch (SQLException notYet) {
      return false;
    }
  }

  private String charged(String which) throws SQLException {
    return ask("select count(*) from ledger_entry where kind = 'charged' and " + which);
  }

  void emptyDatabase() throws SQLException {
    String server = jdbcUrl.replaceFirst("/weir$", "/postgres");
    try (Connection connection = DriverManager.getConnection(server, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute("drop database weir");
      statement.execute("create database weir");
    }
  }

  /** The same entries as before, and a sample of accounts that verify: view, topic and rows. */
  void check(String sink) throws SQLException, IOException, InterruptedException {
    String now =
        ask(
            "select count(*) || ' ' || sum(amount) || ' ' || count(distinct user_id) from"
                + " ledger_entry where at < now()");
    if (!sums.isEmpty() && !sums.equals(now)) {
      throw new IOException("the rows were " + sums + " and are " + now);
    }
    sums = now;
    Random dice = new Random(1);
    for (int i = 0; i < Math.min(SAMPLE, accounts); i++) {
      String path = "/v1/accounts/a" + dice.nextInt(accounts) + "/verify";
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(sink + path))
              .header("x-sheen-signature", Welcome.signature(path))
              .build();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200 || !answer.body().contains("\"valid\":true")) {
        throw new IOException(path + " says " + answer.statusCode() + " " + answer.body());
      }
    }
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
