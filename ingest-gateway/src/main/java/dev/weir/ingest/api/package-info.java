/**
 * The native endpoints of the write side: read a valid request, make a command, have it decided,
 * show the decision. Imports the edge, the core and the bus, never Kafka.
 */
@NullMarked
package dev.weir.ingest.api;

import org.jspecify.annotations.NullMarked;
