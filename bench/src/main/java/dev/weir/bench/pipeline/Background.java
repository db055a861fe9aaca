package dev.weir.bench.pipeline;

import dev.weir.bench.http.Traffic;
import dev.weir.bench.load.HttpLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Batches of events at a constant rate, beside which something else is measured. */
public final class Background {
  private static final int CONNECTIONS = 4;

  private final CompletableFuture<Double> running;

  private Background(CompletableFuture<Double> running) {
    this.running = running;
  }

  public static Background start(int port, Traffic traffic, double eventsPerSecond, Duration time) {
    HttpLoad load = new HttpLoad(port, CONNECTIONS, traffic.batches());
    CompletableFuture<Double> running = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("background")
        .start(
            () -> {
              try {
                double batches =
                    load.atRate(eventsPerSecond / Traffic.BATCH, Duration.ZERO, time).perSecond();
                running.complete(batches * Traffic.BATCH);
              } catch (IOException | RuntimeException e) {
                running.completeExceptionally(e);
              }
            });
    return new Background(running);
  }

  /** Waits for its end; the events a second that it really reached. */
  public double perSecond() throws IOException {
    try {
      return running.join();
    } catch (CompletionException e) {
      throw new IOException("the background load failed", e);
    }
  }
}
