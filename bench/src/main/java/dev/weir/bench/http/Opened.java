package dev.weir.bench.http;

import dev.weir.bench.load.HttpLoad;
import dev.weir.bench.load.LoadResult;
import java.io.IOException;
import java.time.Duration;

/** Accounts that have had their opening grants and their day's bonus before anything is counted. */
public final class Opened {
  private Opened() {}

  public static void accounts(int port, Traffic traffic) throws IOException {
    LoadResult opened = new HttpLoad(port, 4, traffic.openings()).send(traffic.openingRequests());
    if (opened.ok() != traffic.openingRequests()) {
      throw new IOException("the accounts could not be opened: " + opened);
    }
    // A charge is decided after all that was written before it: when it answers, so are they.
    new HttpLoad(port, 64, traffic.charges()).saturate(Duration.ZERO, Duration.ofSeconds(1));
  }
}
