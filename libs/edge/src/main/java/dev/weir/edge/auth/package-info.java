/**
 * Who is calling. Every scheme is verified over the raw bytes, in constant time, before anything is
 * parsed; what comes out is a {@link dev.weir.edge.auth.Caller}. Imports {@code java.*}, the
 * tenants and the strict JSON reader.
 */
@NullMarked
package dev.weir.edge.auth;

import org.jspecify.annotations.NullMarked;
