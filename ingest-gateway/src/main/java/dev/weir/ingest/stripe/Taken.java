package dev.weir.ingest.stripe;

import dev.weir.schemas.avro.StripeEventRecord;

/**
 * An event on its way into the topic.
 *
 * @param key the customer it is about, else the account, else the object
 */
public record Taken(String key, StripeEventRecord event) {}
