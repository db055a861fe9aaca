/** Tests. */
@org.jspecify.annotations.NullMarked
package dev.weir.schemas;
