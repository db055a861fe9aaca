package dev.weir.sink.view;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A partition that this instance folds, for readers on any thread. Streams would say where a store
 * is too, but by locks that its threads hold while they work: of 256 readers one in a hundred
 * waited half a second there.
 */
interface Folded {
  /** A fold that failed before it had begun is never ended, but its store is closed. */
  boolean open();

  /** The newest view, committed or not; null for an account without entries. */
  @Nullable View view(String account);

  /** The highest offset of the command topic whose entries are in; empty for none. */
  OptionalLong commandOffset();
}
