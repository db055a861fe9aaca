package dev.weir.sink.view;

import org.jspecify.annotations.Nullable;

/** Asks another instance for a view it owns. */
@FunctionalInterface
public interface Hop {
  /**
   * The view's bytes as {@link ViewSerde} writes them, null if that instance owns the account and
   * has not seen it. Throws {@link ViewMoving} if it cannot say.
   *
   * @param account the text of the account's key
   */
  byte @Nullable [] ask(String host, int port, String account);
}
