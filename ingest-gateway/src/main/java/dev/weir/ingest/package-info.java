/**
 * The public write side: checks who is calling, publishes, awaits the decision. This package only
 * puts the parts together.
 */
@NullMarked
package dev.weir.ingest;

import org.jspecify.annotations.NullMarked;
