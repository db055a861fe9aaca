package dev.weir.accounting;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The live holds of one account, the one that times out first in front. Immutable. */
public final class Holds {

  public static final Holds NONE = new Holds(new Hold[0]);

  private static final Comparator<Hold> BY_EXPIRY =
      Comparator.comparingLong(Hold::expiresAt).thenComparing(Hold::id);

  private final Hold[] all;

  private Holds(Hold[] all) {
    this.all = all;
  }

  public static Holds of(Collection<Hold> holds) {
    Hold[] ordered = holds.toArray(Hold[]::new);
    Arrays.sort(ordered, BY_EXPIRY);
    return new Holds(ordered);
  }

  public List<Hold> all() {
    return Collections.unmodifiableList(Arrays.asList(all));
  }

  public int size() {
    return all.length;
  }

  public @Nullable Hold find(String id) {
    int index = indexOf(id);
    return index < 0 ? null : all[index];
  }

  /** The one that times out first. */
  @Nullable Hold first() {
    return all.length == 0 ? null : all[0];
  }

  Holds add(Hold hold) {
    int at = -Arrays.binarySearch(all, hold, BY_EXPIRY) - 1;
    Hold[] next = new Hold[all.length + 1];
    System.arraycopy(all, 0, next, 0, at);
    next[at] = hold;
    System.arraycopy(all, at, next, at + 1, all.length - at);
    return new Holds(next);
  }

  Holds remove(String id) {
    int index = indexOf(id);
    if (index < 0) {
      throw new IllegalStateException("no hold " + id);
    }
    Hold[] next = new Hold[all.length - 1];
    System.arraycopy(all, 0, next, 0, index);
    System.arraycopy(all, index + 1, next, index, next.length - index);
    return new Holds(next);
  }

  private int indexOf(String id) {
    for (int i = 0; i < all.length; i++) {
      if (all[i].id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Holds that && Arrays.equals(all, that.all);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(all);
  }

  @Override
  public String toString() {
    return Arrays.toString(all);
  }
}
