/**
 * {@code ./weir bench}: Weir beside its peers and limits, interleaved, in several rounds, written
 * down as a page, a plot and one JSON object.
 */
@NullMarked
package dev.weir.bench.whole;

import org.jspecify.annotations.NullMarked;
