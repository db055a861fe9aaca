/** The description of the API, for programs and for people. Knows nothing but its two files. */
@NullMarked
package dev.weir.edge.docs;

import org.jspecify.annotations.NullMarked;
