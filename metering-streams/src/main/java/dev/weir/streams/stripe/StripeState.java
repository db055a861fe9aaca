package dev.weir.streams.stripe;

import org.jspecify.annotations.Nullable;

/** What is known so far, by key. Every value is one of the records of {@link Known}. */
public interface StripeState {
  <T> @Nullable T get(String key, Class<T> type);
}
