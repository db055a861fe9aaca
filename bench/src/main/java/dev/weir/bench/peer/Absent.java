package dev.weir.bench.peer;

import java.io.IOException;

/** A peer that is not on this machine: its rows say so, and all others are measured. */
public final class Absent extends IOException {
  private static final long serialVersionUID = 1L;

  Absent(String what) {
    super(what);
  }
}
