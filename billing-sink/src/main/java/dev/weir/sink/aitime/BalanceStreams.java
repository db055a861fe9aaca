package dev.weir.sink.aitime;

import dev.weir.accounting.AccountKey;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Authenticator;
import dev.weir.edge.auth.Digests;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.problem.Problem;
import dev.weir.sink.read.AccountReads;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * A balance as server-sent events: first as it is, then after every change. A stream looks a few
 * times a second rather than being told, so that it also sees what only time changes, and accounts
 * whose view lives in another instance. Streams end before the web server waits for what is still
 * open: a client that reads on finds another instance, or this one again. Whoever would not be let
 * in any more is told no more.
 */
@RestController
public final class BalanceStreams implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(BalanceStreams.class);
  private static final int MOST_STREAMS = 500;
  // More than somebody looks at, because one that was left is noticed at the next heartbeat only.
  private static final int MOST_OF_AN_ACCOUNT = 16;
  private static final long LOOK_MS = 250;
  private static final long CHECK_MS = 1_000;
  private static final long HEARTBEAT_MS = 15_000;
  private static final long LONGEST_MS = 3_600_000;
  private static final int ID_DIGITS = 12;

  private final AccountReads reads;
  private final Authenticator authenticator;
  private final Semaphore places = new Semaphore(MOST_STREAMS);
  private final Map<AccountKey, Integer> open = new ConcurrentHashMap<>();
  // From the beginning, because the web server is started before this.
  private volatile boolean running = true;

  public BalanceStreams(AccountReads reads, Authenticator authenticator) {
    this.reads = reads;
    this.authenticator = authenticator;
  }

  @Access(Right.USER)
  @GetMapping("/v1/billing/balance/{userId}/stream")
  public SseEmitter stream(Call call) {
    AccountKey key = call.account(call.pathId("userId"));
    Seen first = look(call, key);
    SseEmitter emitter = new SseEmitter(LONGEST_MS);
    if (call.raw().method().equals("HEAD")) {
      // What is sent goes nowhere, so that nobody would notice when its client leaves.
      emitter.complete();
      return emitter;
    }
    take(key);
    boolean held = call.header("Last-Event-ID").filter(first::isKnownAs).isPresent();
    Thread.ofVirtual().name("stream").start(() -> run(emitter, call, key, held ? first : null));
    return emitter;
  }

  private void take(AccountKey key) {
    if (!places.tryAcquire()) {
      throw Problem.unavailable("too_many_streams", "This instance has no stream left.", 5);
    }
    if (open.merge(key, 1, Integer::sum) > MOST_OF_AN_ACCOUNT) {
      giveBack(key);
      throw Problem.unavailable("too_many_streams", "This account has no stream left.", 5);
    }
  }

  private void giveBack(AccountKey key) {
    open.computeIfPresent(key, (k, streams) -> streams == 1 ? null : streams - 1);
    places.release();
  }

  /** What was last told. */
  private record Seen(long seq, BalanceView view) {
    boolean sameAs(@Nullable Seen other) {
      return other != null && view.equals(other.view);
    }

    /** Not the seq alone: what only time changes, such as an expiry, is told under the same one. */
    String id() {
      String told = JsonMapper.shared().writeValueAsString(view);
      return seq + "-" + Digests.sha256Hex(told).substring(0, ID_DIGITS);
    }

    /** The seq alone is what the id was before, and what a client may know from elsewhere. */
    boolean isKnownAs(String id) {
      return id.equals(Long.toString(seq)) || id.equals(id());
    }
  }

  private Seen look(Call call, AccountKey key) {
    var account = reads.now(call, key);
    return new Seen(account.seq(), BillingController.view(call, account));
  }

  private void run(SseEmitter emitter, Call call, AccountKey key, @Nullable Seen held) {
    try {
      follow(emitter, call, key, held);
    } catch (IOException | IllegalStateException gone) {
      LOG.debug("a stream's client is gone");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      emitter.complete();
      // Not when the emitter says that it is over: one whose client left before the first event
      // never does.
      giveBack(key);
    }
  }

  private void follow(SseEmitter emitter, Call call, AccountKey key, @Nullable Seen held)
      throws IOException, InterruptedException {
    Seen told = held;
    long end = System.currentTimeMillis() + LONGEST_MS;
    long spoke = 0;
    long checked = 0;
    for (long now = System.currentTimeMillis();
        running && now < end;
        now = System.currentTimeMillis()) {
      if (now - checked >= CHECK_MS) {
        if (!authenticator.admitsStill(call.raw(), Right.USER, key.tenant())) {
          return;
        }
        checked = now;
      }
      Seen seen = lookOrKeep(call, key, told);
      if (seen != null && !seen.sameAs(told)) {
        emitter.send(
            SseEmitter.event()
                .id(seen.id())
                .name("balance")
                .data(seen.view(), MediaType.APPLICATION_JSON));
        told = seen;
        spoke = now;
      } else if (now - spoke >= HEARTBEAT_MS) {
        emitter.send(SseEmitter.event().comment("still here"));
        spoke = now;
      }
      Thread.sleep(LOOK_MS);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Every stream looks up a few times a second, and ends. */
  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** A view that is moving to another instance is asked again at the next look. */
  private @Nullable Seen lookOrKeep(Call call, AccountKey key, @Nullable Seen told) {
    try {
      return look(call, key);
    } catch (Problem | dev.weir.sink.view.ViewMoving moving) {
      return told;
    }
  }
}
