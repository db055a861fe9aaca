/**
 * The views: one account per key, folded from the ledger and answered from this instance's stores.
 *
 * <p>The only package that imports {@code org.apache.kafka.streams}. A view shows committed entries
 * alone, in their order, each once; it stops at a gap rather than show a balance that is not true.
 * An account that lives on another instance is asked for there, by one hop.
 */
@NullMarked
package dev.weir.sink.view;

import org.jspecify.annotations.NullMarked;
