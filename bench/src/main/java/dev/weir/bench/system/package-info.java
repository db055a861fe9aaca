/**
 * The Weir that is measured: one of our own, started as anyone starts it and thrown away, or one
 * that already runs. What it costs is read from the system, not from itself.
 */
@NullMarked
package dev.weir.bench.system;

import org.jspecify.annotations.NullMarked;
