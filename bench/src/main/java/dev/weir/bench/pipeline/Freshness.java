package dev.weir.bench.pipeline;

import dev.weir.bench.http.Traffic;
import dev.weir.bench.load.SignedRequests;
import dev.weir.bench.system.Weir;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long an event takes from when it was due to be sent until a balance shows it and until its
 * row is in PostgreSQL. Probes leave at a constant rate, whatever became of the ones before.
 */
public final class Freshness implements AutoCloseable {
  private static final int PER_SECOND = 25;

  /** Between two looks for rows, one for all probes: a late row must not cost more looks. */
  private static final long LOOK_MS = 20;

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final String ROWS =
      "SELECT DISTINCT user_id FROM ledger_entry WHERE tenant = 'sheen' AND mode = 'live'"
          + " AND user_id = ANY (?) AND command_id = user_id";

  private final String base;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Connection database;
  private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
  private final Histogram visible = new ConcurrentHistogram(LIMIT_NANOS * 2, 3);
  private final Histogram row = new Histogram(LIMIT_NANOS * 4, 3);

  /** When those were due that have no row yet, by probe. */
  private final Map<String, Long> rowless = new ConcurrentHashMap<>();

  private final LongAdder lost = new LongAdder();
  private final AtomicReference<@Nullable Exception> firstLoss = new AtomicReference<>();

  public Freshness(Weir weir) throws SQLException {
    this.base = "http://127.0.0.1:" + weir.port();
    this.database = DriverManager.getConnection(weir.jdbcUrl());
  }

  /** The first probes load this process's own code: how long those take is not counted. */
  public void measure(Duration warmUp, Duration time) throws InterruptedException, SQLException {
    long started = System.nanoTime();
    long counted = started + warmUp.toNanos();
    long count = warmUp.plus(time).toSeconds() * PER_SECOND;
    try (ExecutorService probes = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long n = 0; n < count; n++) {
        long due = started + n * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        String id = "probe-" + run + "-" + n;
        while (System.nanoTime() < due) {
          lookForRows();
          TimeUnit.NANOSECONDS.sleep(
              Math.min(due - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(LOOK_MS)));
        }
        probes.execute(() -> probe(id, due, due >= counted));
      }
      probes.shutdown();
      long until = System.nanoTime() + LIMIT_NANOS;
      while (!(probes.isTerminated() && rowless.isEmpty()) && System.nanoTime() < until) {
        lookForRows();
        Thread.sleep(LOOK_MS);
      }
    }
    rowless.keySet().forEach(id -> lose(new IOException(id + " has no row")));
  }

  public double visibleP99Ms() {
    return visible.getValueAtPercentile(99) / 1e6;
  }

  public double rowP99Ms() {
    return row.getValueAtPercentile(99) / 1e6;
  }

  /** Which probes failed, or had no row in time; any of them spoils the figure. */
  public Optional<String> lost() {
    return Optional.ofNullable(firstLoss.get())
        .map(first -> lost.sum() + " probes were lost, the first by: " + first);
  }

  private void probe(String id, long due, boolean counted) {
    try {
      String body =
          "{\"id\":\"" + id + "\",\"user\":\"" + id + "\",\"meter\":\"ai_seconds\",\"quantity\":1}";
      HttpRequest event =
          request("/v1/events", body)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> written = client.send(event, BodyHandlers.ofString());
      String position = written.headers().firstValue("Weir-Position").orElseThrow();
      if (counted) {
        rowless.put(id, due);
      }
      HttpRequest read =
          request("/v1/accounts/" + id + "/balance", "").header("Weir-Position", position).build();
      while (client.send(read, BodyHandlers.discarding()).statusCode() != 200) {
        requireTime(due);
      }
      if (counted) {
        visible.recordValue(System.nanoTime() - due);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      lose(e);
    }
  }

  private void lose(Exception why) {
    lost.increment();
    firstLoss.compareAndSet(null, why);
  }

  private static void requireTime(long due) throws IOException {
    if (System.nanoTime() - due > LIMIT_NANOS) {
      throw new IOException("a probe was lost");
    }
  }

  private HttpRequest.Builder request(String path, String body) {
    String signature = new SignedRequests(Traffic.SECRET, 0).signature(body, path);
    return HttpRequest.newBuilder(URI.create(base + path)).header("x-sheen-signature", signature);
  }

  private void lookForRows() throws SQLException {
    if (rowless.isEmpty()) {
      return;
    }
    try (PreparedStatement ask = database.prepareStatement(ROWS)) {
      ask.setArray(1, database.createArrayOf("text", rowless.keySet().toArray()));
      try (ResultSet rows = ask.executeQuery()) {
        while (rows.next()) {
          row.recordValue(
              System.nanoTime() - Objects.requireNonNull(rowless.remove(rows.getString(1))));
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    client.close();
    database.close();
  }
}
