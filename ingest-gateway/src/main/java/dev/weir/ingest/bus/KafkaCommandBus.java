package dev.weir.ingest.bus;

import dev.weir.accounting.Command;
import dev.weir.edge.problem.Problem;
import dev.weir.ingest.IngestSettings;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.Envelope;
import dev.weir.schemas.fault.CrashPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The bus over Kafka: one log for the commands, one partition for the decisions that come back. */
public final class KafkaCommandBus implements CommandBus, SmartLifecycle {
  private final IngestSettings settings;
  private final CommandLog log;
  private final DecisionFeed feed;
  private final Semaphore waitingPlaces;
  private final Semaphore eventPlaces;
  private final Map<String, CompletableFuture<DecisionRecord>> waiting = new ConcurrentHashMap<>();
  private final String prefix = UUID.randomUUID().toString().substring(0, 8) + "-";
  private final AtomicLong counter = new AtomicLong();
  private volatile boolean running;

  public KafkaCommandBus(Map<String, Object> connection, IngestSettings settings) {
    this.settings = settings;
    this.log = new CommandLog(connection, settings.kafka());
    this.feed = new DecisionFeed(connection, settings.index(), this::decided, log::unanswered);
    this.waitingPlaces = new Semaphore(settings.inFlight());
    this.eventPlaces = new Semaphore(settings.eventsInFlight());
  }

  @Override
  public DecisionRecord decide(Command command, @Nullable String traceParent) {
    requireReady();
    if (!waitingPlaces.tryAcquire()) {
      throw busy();
    }
    String correlation = prefix + Long.toString(counter.incrementAndGet(), Character.MAX_RADIX);
    CompletableFuture<DecisionRecord> decision = new CompletableFuture<>();
    waiting.put(correlation, decision);
    try {
      CrashPoints.hit("G1");
      Envelope envelope =
          new Envelope(System.currentTimeMillis(), correlation, settings.index(), traceParent);
      var unused =
          append(command, envelope)
              .whenComplete(
                  (written, failure) -> {
                    if (failure != null) {
                      decision.completeExceptionally(failure);
                    }
                  });
      CrashPoints.hit("G2");
      DecisionRecord decided = await(decision, settings.decisionTimeout().toMillis());
      CrashPoints.hit("G3");
      return decided;
    } finally {
      waiting.remove(correlation);
      waitingPlaces.release();
    }
  }

  @Override
  public List<Written> write(List<Command> commands, @Nullable String traceParent) {
    requireReady();
    if (!eventPlaces.tryAcquire(commands.size())) {
      throw busy();
    }
    List<CompletableFuture<RecordMetadata>> acknowledgements = new ArrayList<>();
    try {
      Envelope envelope =
          new Envelope(System.currentTimeMillis(), null, Envelope.NOBODY, traceParent);
      for (Command command : commands) {
        acknowledgements.add(append(command, envelope));
      }
      List<Written> written = new ArrayList<>();
      for (CompletableFuture<RecordMetadata> acknowledgement : acknowledgements) {
        RecordMetadata metadata = await(acknowledgement, settings.decisionTimeout().toMillis());
        written.add(new Written(metadata.partition(), metadata.offset()));
      }
      return written;
    } catch (Problem failed) {
      // Where a part may have been written, a failure cannot say that nothing was.
      throw acknowledgements.stream().allMatch(KafkaCommandBus::neverWritten)
          ? failed
          : CommandLog.unknown();
    } finally {
      eventPlaces.release(commands.size());
    }
  }

  private static boolean neverWritten(CompletableFuture<RecordMetadata> acknowledgement) {
    return acknowledgement.isCompletedExceptionally()
        && acknowledgement.exceptionNow() instanceof Problem problem
        && problem.status() != CommandLog.unknown().status();
  }

  private CompletableFuture<RecordMetadata> append(Command command, Envelope envelope) {
    CommandRecord wire = Codec.command(command, envelope);
    return log.append(command.account().text(), wire);
  }

  private static <T> T await(CompletableFuture<T> future, long timeoutMs) {
    try {
      return future.get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Problem problem ? problem : CommandLog.unknown();
    } catch (TimeoutException e) {
      throw CommandLog.unknown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandLog.unknown();
    }
  }

  private void decided(DecisionRecord decision) {
    String correlation = decision.getCorrelation();
    CompletableFuture<DecisionRecord> asked = correlation == null ? null : waiting.get(correlation);
    if (asked != null) {
      asked.complete(decision);
    }
  }

  private void requireReady() {
    if (!feed.ready()) {
      throw CommandLog.unreachable();
    }
  }

  private static Problem busy() {
    return Problem.unavailable("too_busy", "Too much is in flight. Try again.", 1);
  }

  /** How many commands wait for their decision. */
  public int inFlight() {
    return waiting.size();
  }

  public boolean ready() {
    return feed.ready() && log.reachable();
  }

  @Override
  public void start() {
    feed.start();
    running = true;
  }

  /** After the web server has finished its last request. */
  @Override
  public void stop() {
    running = false;
    feed.close();
    log.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 10_000;
  }
}
