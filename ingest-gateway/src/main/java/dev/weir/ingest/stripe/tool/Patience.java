package dev.weir.ingest.stripe.tool;

import dev.weir.accounting.Mode;
import dev.weir.edge.problem.Problem;
import dev.weir.ingest.stripe.StripeApi;
import java.time.Duration;

/**
 * Asks Stripe for as long as it takes: when it is asked too often it wants to be left alone for a
 * while, each time for longer.
 */
public final class Patience {
  private static final int TRIES = 8;
  private static final int LONGEST_SHIFT = 6;

  private final StripeApi stripe;
  private final Mode mode;
  private final Pause pause;

  /** Waits, unless a test does not. */
  public interface Pause {
    void rest(Duration duration) throws InterruptedException;
  }

  public Patience(StripeApi stripe, Mode mode, Pause pause) {
    this.stripe = stripe;
    this.mode = mode;
    this.pause = pause;
  }

  public Mode mode() {
    return mode;
  }

  public <T> T ask(StripeApi.Request<T> request) {
    for (int tried = 1; ; tried++) {
      try {
        return stripe.call(mode, request);
      } catch (Problem e) {
        if (!e.code().equals("stripe_unavailable") || tried == TRIES) {
          throw e;
        }
        rest(Duration.ofSeconds(1L << Math.min(tried, LONGEST_SHIFT)));
      }
    }
  }

  private void rest(Duration duration) {
    try {
      pause.rest(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("interrupted", "It was stopped.", 1);
    }
  }
}
