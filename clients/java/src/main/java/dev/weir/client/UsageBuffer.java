package dev.weir.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Usage events on their way to Weir: collected into batches and sent by one thread, in the order in
 * which they were put in.
 *
 * <p>An event keeps its place until Weir has it durably. While Weir or the network is away the
 * batch is sent again and again with the same ids, so nothing is lost and nothing counts twice;
 * meanwhile the buffer fills up and {@link #put} makes its callers wait. Memory is bounded by
 * {@link Limits#events()}.
 */
public final class UsageBuffer implements AutoCloseable {
  private static final Duration LAST_WAIT = Duration.ofSeconds(30);

  /**
   * @param events most events that wait or are on their way
   * @param batchEvents most events in one request
   * @param batchBytes most bytes in one request
   * @param linger how long a batch waits for company
   * @param retries delays between attempts; the number of attempts has no limit
   */
  public record Limits(
      int events, int batchEvents, int batchBytes, Duration linger, Retries retries) {
    public static final Limits STANDARD =
        new Limits(10_000, 500, 512 * 1024, Duration.ofMillis(50), Retries.STANDARD);

    public Limits {
      if (events < 1 || batchEvents < 1 || batchEvents > 1_000 || batchBytes > 1_000_000) {
        throw new IllegalArgumentException(
            "a request carries at most 1000 events and one million bytes");
      }
    }
  }

  /**
   * An event that Weir will never take, and why; or, with code {@code undelivered}, one that was
   * left at the end.
   */
  public record Refusal(UsageEvent event, String code, String detail) {}

  /** An event in the bytes that will go over the wire, the same in every attempt. */
  record Encoded(UsageEvent event, String json, int bytes) {}

  private final Limits limits;
  private final Consumer<Refusal> refused;
  private final Semaphore room;
  private final BlockingQueue<Encoded> waiting;
  private final Progress progress = new Progress();
  private final Batching batching;
  private final Delivery delivery;
  private final Thread sender;
  private boolean closing;

  UsageBuffer(Transport transport, Limits limits, Consumer<Refusal> refused) {
    this.limits = limits;
    this.refused = refused;
    this.room = new Semaphore(limits.events(), true);
    this.waiting = new ArrayBlockingQueue<>(limits.events());
    this.batching = new Batching(waiting, limits);
    this.delivery = new Delivery(transport, limits.retries(), refused);
    this.sender = Thread.ofPlatform().daemon().name("weir-usage").start(this::run);
  }

  /** Takes the event, waiting for room while the buffer is full. */
  public void put(UsageEvent event) throws InterruptedException {
    Encoded encoded = encoded(event);
    room.acquire();
    enqueue(encoded);
  }

  /**
   * Takes the event if there is room within that time; false when there is not, and the event is
   * not taken.
   */
  public boolean offer(UsageEvent event, Duration patience) throws InterruptedException {
    Encoded encoded = encoded(event);
    if (!room.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    enqueue(encoded);
    return true;
  }

  /** Waits until Weir has everything that was put in before; false when time ran out first. */
  public boolean flush(Duration patience) throws InterruptedException {
    return progress.awaitSettled(patience);
  }

  /**
   * Stops taking events and waits for the rest to be delivered.
   *
   * @return what could not be delivered in time; put into another buffer later it still counts once
   */
  public List<UsageEvent> close(Duration patience) throws InterruptedException {
    stopTaking();
    progress.awaitSettled(patience);
    sender.interrupt();
    sender.join();
    List<UsageEvent> left =
        new ArrayList<>(delivery.unsettled().stream().map(Encoded::event).toList());
    batching.left().forEach(encoded -> left.add(encoded.event()));
    waiting.forEach(encoded -> left.add(encoded.event()));
    return left;
  }

  /** Waits up to 30 s; what is left then is handed to the listener as {@code undelivered}. */
  @Override
  public void close() {
    try {
      close(LAST_WAIT)
          .forEach(
              event -> refused.accept(new Refusal(event, "undelivered", "closed before delivery")));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Encoded encoded(UsageEvent event) {
    String json = event.json();
    int bytes = json.getBytes(UTF_8).length + 1;
    if (bytes + 2 > limits.batchBytes()) {
      throw new IllegalArgumentException("event " + event.id() + " is larger than a batch may be");
    }
    return new Encoded(event, json, bytes);
  }

  private synchronized void enqueue(Encoded encoded) {
    if (closing) {
      room.release();
      throw new IllegalStateException("the buffer is closed");
    }
    progress.entered();
    waiting.add(encoded);
  }

  /** From here on an event is either in the queue already, where close() sees it, or refused. */
  private synchronized void stopTaking() {
    closing = true;
  }

  private void run() {
    try {
      while (true) {
        List<Encoded> batch = batching.next();
        delivery.deliver(batch);
        room.release(batch.size());
        progress.settled(batch.size());
      }
    } catch (InterruptedException closed) {
      // close() asked for it and collects what is left.
    } finally {
      stopTaking();
      room.release(limits.events());
    }
  }
}
