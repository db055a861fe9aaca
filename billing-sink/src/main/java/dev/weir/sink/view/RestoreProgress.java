package dev.weir.sink.view;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much of the stores has been filled from their changelogs; a line in the log every 5 s. */
public final class RestoreProgress implements StateRestoreListener {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);
  private static final long LINE_EVERY_NANOS = 5_000_000_000L;

  private record Part(long done, long all, boolean complete) {}

  private final Map<TopicPartition, Part> parts = new ConcurrentHashMap<>();
  private volatile long lastLineNanos = System.nanoTime();

  /** Records restored and records there are, until all partitions are complete. */
  public record Progress(long done, long all) {
    public int percent() {
      return all <= 0 ? 100 : (int) Math.min(100, done * 100 / all);
    }
  }

  public Progress progress() {
    long done = 0;
    long all = 0;
    for (Part part : parts.values()) {
      done += part.done;
      all += part.all;
    }
    return new Progress(done, all);
  }

  public boolean restoring() {
    return parts.values().stream().anyMatch(part -> !part.complete);
  }

  @Override
  public void onRestoreStart(TopicPartition from, String store, long first, long end) {
    parts.put(from, new Part(0, Math.max(0, end - first), false));
  }

  @Override
  public void onBatchRestored(TopicPartition from, String store, long last, long count) {
    parts.computeIfPresent(from, (_, part) -> new Part(part.done + count, part.all, false));
    long now = System.nanoTime();
    if (now - lastLineNanos > LINE_EVERY_NANOS) {
      lastLineNanos = now;
      Progress all = progress();
      LOG.info("restoring views: {} of {} records, {} %", all.done(), all.all(), all.percent());
    }
  }

  @Override
  public void onRestoreEnd(TopicPartition from, String store, long total) {
    parts.computeIfPresent(from, (_, part) -> new Part(part.all, part.all, true));
    forgetIfDone();
    LOG.info("restored {} from {}: {} records", store, from, total);
  }

  @Override
  public void onRestoreSuspended(TopicPartition from, String store, long total) {
    parts.remove(from);
    forgetIfDone();
  }

  private void forgetIfDone() {
    if (!restoring()) {
      parts.clear();
    }
  }
}
