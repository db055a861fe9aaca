/** The wire: topics, serdes and the codec between Avro records and the domain. */
@org.jspecify.annotations.NullMarked
package dev.weir.schemas;
