/**
 * The test clocks: moves one, and comes back when everybody here sees it. Imports Kafka's client.
 */
@NullMarked
package dev.weir.ingest.clock;

import org.jspecify.annotations.NullMarked;
