/**
 * Strict JSON: what a request's bytes say, or a problem that says why they say nothing. Numbers
 * stay the text that was sent, because nothing near an amount may pass through floating point.
 * Imports Jackson's streaming parser and the core's amounts.
 */
@NullMarked
package dev.weir.edge.json;

import org.jspecify.annotations.NullMarked;
