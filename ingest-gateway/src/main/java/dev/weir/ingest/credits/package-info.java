/**
 * The write side of the credits dialect (seed 004): deduct, add, initialize, and the identity
 * provider's webhook. Turns the document's requests into commands and decisions into its answers.
 */
@NullMarked
package dev.weir.ingest.credits;

import org.jspecify.annotations.NullMarked;
