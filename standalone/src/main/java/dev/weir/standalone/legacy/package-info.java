/**
 * Taking over the balances of an earlier system from the command line: {@code ./weir import}.
 * Speaks to a running Weir over HTTP like any other client.
 */
@NullMarked
package dev.weir.standalone.legacy;

import org.jspecify.annotations.NullMarked;
