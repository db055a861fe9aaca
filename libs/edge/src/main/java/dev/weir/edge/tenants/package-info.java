/**
 * Tenants and their catalogs: read from documents, kept in compacted topics, followed in memory by
 * every instance, so that a change reaches all of them within seconds. Imports the core, the wire
 * and Kafka's client.
 */
@NullMarked
package dev.weir.edge.tenants;

import org.jspecify.annotations.NullMarked;
