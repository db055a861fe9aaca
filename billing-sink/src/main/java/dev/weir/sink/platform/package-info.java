/** The read side of the platform dialect (seeds 001 and 002): what was counted, and the tiers. */
@NullMarked
package dev.weir.sink.platform;

import org.jspecify.annotations.NullMarked;
