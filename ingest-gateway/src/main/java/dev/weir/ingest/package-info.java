/** The public write side: checks who is calling, publishes, awaits the decision. */
@org.jspecify.annotations.NullMarked
package dev.weir.ingest;
