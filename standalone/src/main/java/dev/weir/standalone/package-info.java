/**
 * All of Weir in one process: the embedded platform first, then one Spring context with the three
 * services on one port. What {@code ./weir up} runs. Holds no rule of the business; it only starts,
 * wires and stops.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.standalone;
