package dev.weir.edge.trace;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to an OTLP collector, a batch at a time. Tracing never holds anything up: what does
 * not fit into the queue, and what the collector does not take, is lost.
 */
public final class Collector implements Spans, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final int QUEUED = 4_096;
  private static final int BATCH = 512;
  private static final long GATHER_MS = 200;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final BlockingQueue<Span> queue = new ArrayBlockingQueue<>(QUEUED);
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI traces;
  private final String service;
  private final Thread thread;
  private boolean failing;

  /**
   * @param endpoint of the collector, to which {@code /v1/traces} is appended
   */
  public Collector(URI endpoint, String service) {
    this.traces = URI.create(endpoint.toString().replaceAll("/+$", "") + "/v1/traces");
    this.service = service;
    this.thread = Thread.ofVirtual().name("spans").start(this::run);
  }

  @Override
  public boolean wanted() {
    return true;
  }

  @Override
  public void add(Span span) {
    if (span.context().sampled()) {
      var unused = queue.offer(span);
    }
  }

  private void run() {
    List<Span> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(queue.take());
        TimeUnit.MILLISECONDS.sleep(GATHER_MS);
        queue.drainTo(batch, BATCH - 1);
        send(batch);
        batch.clear();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(List<Span> batch) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(traces)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Otlp.json(service, batch)))
            .build();
    try {
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      said(status < 300, "it answered " + status);
    } catch (IOException e) {
      said(false, e.getClass().getSimpleName());
    }
  }

  /** Once when it begins to fail, not with every batch. */
  private void said(boolean taken, String why) {
    if (!taken && !failing) {
      LOG.warn("The collector of traces takes nothing at the moment: {}", why);
    }
    failing = !taken;
  }

  @Override
  public void close() {
    thread.interrupt();
    client.close();
  }
}
