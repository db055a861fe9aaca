package dev.weir.bench.http;

import dev.weir.bench.load.SignedRequests;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;

/**
 * The requests that are measured, of the tenant {@code sheen}. Every series numbers its own from
 * zero, so each has a name in its ids: the same id again would be answered and not decided.
 */
public final class Traffic {
  public static final String SECRET = "dev-secret-123";
  public static final int BATCH = 500;
  private static final String HOT = "hot";

  /** So small that no account runs dry, however long it is measured. */
  private static final String AMOUNT = "0.000001";

  private final SignedRequests signed;
  private final int accounts;
  private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
  private final AtomicInteger series = new AtomicInteger();

  public Traffic(int port, int accounts) {
    this.signed = new SignedRequests(SECRET, port);
    this.accounts = accounts;
  }

  public LongFunction<byte[]> charges() {
    String name = series("c");
    return n -> charge(anyone(), name + n);
  }

  public LongFunction<byte[]> hotCharges() {
    String name = series("c");
    return n -> charge(HOT, name + n);
  }

  public LongFunction<byte[]> events() {
    String name = series("e");
    return n -> {
      StringBuilder body = new StringBuilder(96);
      event(body, name + n, anyone());
      return signed.post("/v1/events", name + n, body.toString());
    };
  }

  public LongFunction<byte[]> batches() {
    String name = series("b");
    return n -> batch(name + n, false);
  }

  public LongFunction<byte[]> hotBatches() {
    String name = series("b");
    return n -> batch(name + n, true);
  }

  public LongFunction<byte[]> balances() {
    return n -> signed.get("/v1/accounts/" + anyone() + "/balance");
  }

  /** The least that a signed request costs: nothing is done but verifying it. */
  public LongFunction<byte[]> signatures() {
    String name = series("s");
    return n -> signed.post("/v1/signature-check", name + n, "{\"user\":\"" + anyone() + "\"}");
  }

  /** A first event for every account in turn, so that none is opened while it is measured. */
  LongFunction<byte[]> openings() {
    String name = series("o");
    return n -> {
      StringBuilder body = new StringBuilder(BATCH * 80).append('[');
      for (int i = 0; i < BATCH; i++) {
        long number = n * BATCH + i;
        event(body, name + number, number < accounts ? "u" + number : HOT);
        body.append(i == BATCH - 1 ? ']' : ',');
      }
      return signed.post("/v1/events", name + n, body.toString());
    };
  }

  int openingRequests() {
    return accounts / BATCH + 1;
  }

  private byte[] charge(String user, String id) {
    String body = "{\"user\":\"" + user + "\",\"amount\":\"" + AMOUNT + "\"}";
    return signed.post("/v1/charges", id, body);
  }

  private byte[] batch(String name, boolean hot) {
    StringBuilder body = new StringBuilder(BATCH * 80).append('[');
    for (int i = 0; i < BATCH; i++) {
      event(body, name + "-" + i, hot ? HOT : anyone());
      body.append(i == BATCH - 1 ? ']' : ',');
    }
    return signed.post("/v1/events", name, body.toString());
  }

  private void event(StringBuilder body, String id, String user) {
    body.append("{\"id\":\"").append(id);
    body.append("\",\"user\":\"").append(user);
    body.append("\",\"meter\":\"ai_seconds\",\"quantity\":\"").append(AMOUNT).append("\"}");
  }

  private String series(String kind) {
    return kind + series.incrementAndGet() + "-" + run + "-";
  }

  private String anyone() {
    return "u" + ThreadLocalRandom.current().nextInt(accounts);
  }
}
