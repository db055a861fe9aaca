/**
 * How fast Weir answers over HTTP, row by row: quick to run, for whoever changes something and
 * wants to see what it did.
 */
@NullMarked
package dev.weir.bench.http;

import org.jspecify.annotations.NullMarked;
