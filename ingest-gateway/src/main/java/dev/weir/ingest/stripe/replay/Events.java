package dev.weir.ingest.stripe.replay;

import java.io.IOException;

/** Events of the past, oldest first. */
interface Events {

  /** Takes one event's bytes; what it throws ends the replay. */
  interface Taker {
    void take(String where, byte[] event) throws IOException;
  }

  /** How many there are, or -1 when nobody knows yet. */
  long size();

  void each(Taker taker) throws IOException;
}
