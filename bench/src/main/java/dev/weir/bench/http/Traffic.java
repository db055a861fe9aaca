package dev.weir.bench.http;

import dev.weir.bench.load.SignedRequests;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;

/** The requests that are measured, of the tenant {@code sheen}, each with an id of its own. */
public final class Traffic {
  public static final String SECRET = "dev-secret-123";
  public static final int BATCH = 500;
  private static final String HOT = "hot";

  /** So small that no account runs dry, however long it is measured. */
  private static final String AMOUNT = "0.000001";

  private final SignedRequests signed;
  private final int accounts;
  private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);

  public Traffic(int port, int accounts) {
    this.signed = new SignedRequests(SECRET, port);
    this.accounts = accounts;
  }

  public LongFunction<byte[]> charges() {
    return n -> charge(anyone(), n);
  }

  public LongFunction<byte[]> hotCharges() {
    return n -> charge(HOT, n);
  }

  public LongFunction<byte[]> events() {
    return n -> {
      StringBuilder body = new StringBuilder(96);
      event(body, "e" + n, anyone());
      return signed.post("/v1/events", id("e", n), body.toString());
    };
  }

  public LongFunction<byte[]> batches() {
    return n -> batch(n, false);
  }

  public LongFunction<byte[]> hotBatches() {
    return n -> batch(n, true);
  }

  public LongFunction<byte[]> balances() {
    return n -> signed.get("/v1/accounts/" + anyone() + "/balance");
  }

  /** The least that a signed request costs: nothing is done but verifying it. */
  public LongFunction<byte[]> signatures() {
    return n -> signed.post("/v1/signature-check", id("s", n), "{\"user\":\"" + anyone() + "\"}");
  }

  /** A first event for every account in turn, so that none is opened while it is measured. */
  LongFunction<byte[]> openings() {
    return n -> {
      StringBuilder body = new StringBuilder(BATCH * 80).append('[');
      for (int i = 0; i < BATCH; i++) {
        long number = n * BATCH + i;
        event(body, "o" + number, number < accounts ? "u" + number : HOT);
        body.append(i == BATCH - 1 ? ']' : ',');
      }
      return signed.post("/v1/events", id("o", n), body.toString());
    };
  }

  int openingRequests() {
    return accounts / BATCH + 1;
  }

  private byte[] charge(String user, long n) {
    String body = "{\"user\":\"" + user + "\",\"amount\":\"" + AMOUNT + "\"}";
    return signed.post("/v1/charges", id("c", n), body);
  }

  private byte[] batch(long n, boolean hot) {
    StringBuilder body = new StringBuilder(BATCH * 80).append('[');
    for (int i = 0; i < BATCH; i++) {
      event(body, "b" + n + "-" + i, hot ? HOT : anyone());
      body.append(i == BATCH - 1 ? ']' : ',');
    }
    return signed.post("/v1/events", id("b", n), body.toString());
  }

  private void event(StringBuilder body, String id, String user) {
    body.append("{\"id\":\"").append(id).append('-').append(run);
    body.append("\",\"user\":\"").append(user);
    body.append("\",\"meter\":\"ai_seconds\",\"quantity\":\"").append(AMOUNT).append("\"}");
  }

  private String id(String kind, long n) {
    return kind + n + "-" + run;
  }

  private String anyone() {
    return "u" + ThreadLocalRandom.current().nextInt(accounts);
  }
}
