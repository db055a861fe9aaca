/**
 * Reading the quarantine, and sending what is in it again. For an operator's tool and for whoever
 * shows the quarantine over HTTP. Imports java.*, the Kafka clients and the generated records.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.schemas.quarantine;
