package dev.weir.bench.whole;

import dev.weir.bench.peer.Absent;
import dev.weir.bench.peer.PostgresLedger;
import dev.weir.bench.peer.PostgresLedger.Reached;
import dev.weir.bench.peer.PostgresLedger.Script;
import dev.weir.bench.peer.RedisLedger;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The other ledgers, each at the number of clients that suits it best. */
final class Peers implements AutoCloseable {
  private static final List<Integer> CLIENTS = List.of(16, 32, 64);
  private static final List<Integer> HOT_CLIENTS = List.of(1, 4, 16);
  private static final int TRY_SECONDS = 2;

  private final Plan plan;
  private final Book book;
  private final @Nullable PostgresLedger postgres;
  private final Map<Script, Integer> clients = new EnumMap<>(Script.class);
  private final String absent;

  private Peers(Plan plan, Book book, @Nullable PostgresLedger postgres, String absent) {
    this.plan = plan;
    this.book = book;
    this.postgres = postgres;
    this.absent = absent;
  }

  static Peers start(Plan plan, Book book) throws IOException, InterruptedException {
    try {
      Peers peers = new Peers(plan, book, PostgresLedger.start(), "");
      peers.tune();
      return peers;
    } catch (Absent e) {
      book.remark("postgres: not measured: " + e.getMessage());
      return new Peers(plan, book, null, "not measured: " + e.getMessage());
    }
  }

  /** Why there is no PostgreSQL to compare with; empty where there is one. */
  String absent() {
    return absent;
  }

  private void tune() throws IOException, InterruptedException {
    if (postgres == null) {
      return;
    }
    for (Script script : Script.values()) {
      boolean hot = script.name().endsWith("HOT");
      Reached best = postgres.best(script, hot ? HOT_CLIENTS : CLIENTS, TRY_SECONDS);
      clients.put(script, best.clients());
      book.remark("postgres " + script + " does most with " + best.clients() + " clients");
    }
  }

  void postgres(Script script) throws IOException, InterruptedException {
    if (postgres != null) {
      Reached reached =
          postgres.run(
              script, clients.getOrDefault(script, CLIENTS.getFirst()), plan.pgbenchSeconds());
      book.add(name(script), reached.perSecond());
    }
  }

  static String name(Script script) {
    return "postgres " + script + " /s";
  }

  void redis() throws IOException, InterruptedException {
    for (String fsync : List.of("everysec", "always")) {
      try (RedisLedger redis = RedisLedger.start(fsync)) {
        for (int round = 0; round < plan.rounds(); round++) {
          book.add("redis " + fsync + " /s", redis.run(64, plan.redisRequests()));
        }
      } catch (Absent e) {
        book.remark("redis " + fsync + ": not measured: " + e.getMessage());
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }
}
