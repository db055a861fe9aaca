package dev.weir.ingest.stripe;

import dev.weir.schemas.avro.WalletRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where it is written down what concerns Stripe. Both return when the broker has it, and not
 * before; else 503.
 */
public interface StripeLog {

  /** An event; returns its offset. */
  long write(Taken taken);

  /** Something about how an account pays, null to forget it; returns its offset. */
  long write(String key, @Nullable WalletRecord wallet);
}
