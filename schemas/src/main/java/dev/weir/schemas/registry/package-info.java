/**
 * A small client of a Confluent-compatible schema registry. Its exceptions keep two things apart
 * that a topology must never confuse: a registry that says no, and one that says nothing. Imports
 * {@code java.*}, Avro, Kafka's exceptions and a JSON parser.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.schemas.registry;
