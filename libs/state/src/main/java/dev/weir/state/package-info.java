/** What stands on the local disk of a topology. Imports RocksDB, as Kafka Streams brings it. */
@NullMarked
package dev.weir.state;

import org.jspecify.annotations.NullMarked;
