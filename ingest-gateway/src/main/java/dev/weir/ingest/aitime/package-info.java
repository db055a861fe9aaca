/**
 * The write side of the AI-time dialect (seeds 000 and 003): builds that hold their estimate, the
 * workers' events that settle it, resume tokens, and the import of balances from an earlier system.
 * Sends commands; decides nothing.
 */
@NullMarked
package dev.weir.ingest.aitime;

import org.jspecify.annotations.NullMarked;
