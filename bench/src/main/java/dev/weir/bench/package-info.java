/** Measures what the rest promises. */
@org.jspecify.annotations.NullMarked
package dev.weir.bench;
