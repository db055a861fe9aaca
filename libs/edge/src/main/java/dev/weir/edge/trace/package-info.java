/**
 * Traces, off unless somebody collects them: W3C trace contexts and OTLP over HTTP in JSON, by the
 * JDK's own means. Imports the JDK and nothing of the edge.
 */
@NullMarked
package dev.weir.edge.trace;

import org.jspecify.annotations.NullMarked;
