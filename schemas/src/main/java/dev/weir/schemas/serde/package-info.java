/**
 * Records to bytes and back in Confluent's wire format (0x00, schema id, Avro), under Confluent's
 * property names, so that its own classes can take the place of these. Imports {@code java.*},
 * Avro, Kafka's serialization interfaces and our registry client.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.schemas.serde;
