package dev.weir.schemas.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Named points at which the process can be made to stop as a power switch would stop it: no
 * shutdown hook runs, no buffer is flushed. Armed by {@code -Dweir.crash=S1:3,S2} (die at the third
 * hit of S1, or at the first of S2); with {@code S1:3:throw} the point throws instead, as a bug
 * there would.
 *
 * <p>Compiled in, so that what is tested is what runs; when nothing is armed a hit is one look at
 * an empty list.
 */
public final class CrashPoints {

  private static final int KILLED = 137;
  private static final List<Armed> ARMED =
      new CopyOnWriteArrayList<>(parse(System.getProperty("weir.crash", "")));

  private CrashPoints() {}

  /** Dies or throws when this point is armed and this is the hit that it waits for. */
  public static void hit(String point) {
    if (ARMED.isEmpty()) {
      return;
    }
    for (Armed armed : ARMED) {
      if (armed.point.equals(point) && armed.hitsLeft.decrementAndGet() == 0) {
        armed.go();
      }
    }
  }

  /** Tells whether anything is armed, for code that must wrap an object to have a point at all. */
  public static boolean armed() {
    return !ARMED.isEmpty();
  }

  /** Arms the points from now on, for tests within one process; an empty text disarms all. */
  public static void arm(String points) {
    ARMED.clear();
    ARMED.addAll(parse(points));
  }

  private static List<Armed> parse(String points) {
    List<Armed> armed = new ArrayList<>();
    for (String point : points.split(",", -1)) {
      if (!point.isBlank()) {
        String[] parts = point.strip().split(":", -1);
        int hits = parts.length > 1 ? Integer.parseInt(parts[1]) : 1;
        boolean throwing = parts.length > 2 && parts[2].equals("throw");
        armed.add(new Armed(parts[0], new AtomicInteger(hits), throwing));
      }
    }
    return armed;
  }

  private record Armed(String point, AtomicInteger hitsLeft, boolean throwing) {
    void go() {
      if (throwing) {
        throw new IllegalStateException("crash point " + point + " was armed to throw");
      }
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
