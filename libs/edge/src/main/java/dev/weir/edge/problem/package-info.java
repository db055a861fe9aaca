/**
 * The one way to say that a request failed: a {@link dev.weir.edge.problem.Problem}, thrown
 * anywhere and shown as problem+json (RFC 9457). Imports {@code java.*} only.
 */
@NullMarked
package dev.weir.edge.problem;

import org.jspecify.annotations.NullMarked;
