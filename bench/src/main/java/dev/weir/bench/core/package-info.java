/** How fast the rules decide, measured by JMH on one thread. Imports the core and JMH alone. */
@org.jspecify.annotations.NullMarked
package dev.weir.bench.core;
