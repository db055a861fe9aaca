/**
 * Kafka as the edge needs it: where the cluster is, and topics followed in memory. Imports Kafka's
 * client and the wire.
 */
@NullMarked
package dev.weir.edge.kafka;

import org.jspecify.annotations.NullMarked;
