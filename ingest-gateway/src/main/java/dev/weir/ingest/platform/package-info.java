/**
 * The write side of the platform dialect (seeds 001 and 002): a call counted against its user's
 * tier, per UTC month.
 */
@NullMarked
package dev.weir.ingest.platform;

import org.jspecify.annotations.NullMarked;
