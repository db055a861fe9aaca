/**
 * Wire to domain and back: generated records stay at the edges, the rules see their own types. The
 * one entrance is {@link dev.weir.schemas.codec.Codec}. Imports {@code java.*}, the accounting
 * types and the generated records.
 */
@org.jspecify.annotations.NullMarked
package dev.weir.schemas.codec;
