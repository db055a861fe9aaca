package dev.weir.streams.decide;

import dev.weir.schemas.codec.Position;

/**
 * Where a record stands in the command log.
 *
 * @param timestamp when it was received, in epoch ms of the wall clock
 */
public record Place(int partition, long offset, long timestamp) {

  Position position() {
    return new Position(partition, offset);
  }
}
