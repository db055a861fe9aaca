/**
 * What could not be processed, shown to the tenant whose it is and sent again at its word. Imports:
 * the edge and the wire's quarantine; who wants to look into the bytes uses {@code ./weir
 * quarantine}.
 */
@NullMarked
package dev.weir.ingest.quarantine;

import org.jspecify.annotations.NullMarked;
