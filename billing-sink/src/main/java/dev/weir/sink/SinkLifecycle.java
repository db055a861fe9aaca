package dev.weir.sink;

import dev.weir.sink.lag.LagWatch;
import dev.weir.sink.store.LedgerWriter;
import dev.weir.sink.view.ViewStreams;
import org.springframework.context.SmartLifecycle;

/** Starts what folds once the context stands, and stops it before what it uses goes. */
final class SinkLifecycle implements SmartLifecycle {
  private final ViewStreams views;
  private final LedgerWriter writer;
  private final LagWatch lag;
  private volatile boolean running;

  SinkLifecycle(ViewStreams views, LedgerWriter writer, LagWatch lag) {
    this.views = views;
    this.writer = writer;
    this.lag = lag;
  }

  @Override
  public void start() {
    running = true;
    views.start();
    writer.start();
    lag.start();
  }

  @Override
  public void stop() {
    running = false;
    lag.close();
    writer.close();
    views.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server takes requests, and after it has stopped taking them. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 5_000;
  }
}
