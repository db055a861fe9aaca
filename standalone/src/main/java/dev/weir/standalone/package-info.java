/** All of Weir in one process. */
@org.jspecify.annotations.NullMarked
package dev.weir.standalone;
