/**
 * An open-loop HTTP load generator: requests leave on a schedule, whatever the server does, and
 * their latency counts from the moment they were due. One selector thread, plain sockets on
 * loopback, no HTTP library in the way of the figures.
 */
@NullMarked
package dev.weir.bench.load;

import org.jspecify.annotations.NullMarked;
