/**
 * What was measured, and how it is told: samples of several rounds, figures by name, one JSON
 * object, a page with a plot. A figure that could not be measured says why and has no number.
 */
@NullMarked
package dev.weir.bench.figures;

import org.jspecify.annotations.NullMarked;
