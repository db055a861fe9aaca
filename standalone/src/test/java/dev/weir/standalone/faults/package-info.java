/**
 * What must hold whatever happens: the services as real processes under load, a fault, healing, and
 * then every invariant. A method names the fault of the catalogue that it proves. {@code ./weir
 * faults} runs all of it; the normal build runs the first part.
 */
@NullMarked
package dev.weir.standalone.faults;

import org.jspecify.annotations.NullMarked;
