/** The settings of this service. Imports java.* and Spring's binding annotations only. */
@NullMarked
package dev.weir.sink.settings;

import org.jspecify.annotations.NullMarked;
