/** A real broker, database and schema registry, started from jars on loopback. */
@org.jspecify.annotations.NullMarked
package dev.weir.platform;
