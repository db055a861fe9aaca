/** How the read side is: for the health endpoint and for metrics. Imports Spring and Micrometer. */
@NullMarked
package dev.weir.sink.health;

import org.jspecify.annotations.NullMarked;
