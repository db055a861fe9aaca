package dev.weir.schemas.codec;

/** Where in the topic of commands a command stands. */
public record Position(int partition, long offset) {

  /** Of what did not come from that topic. */
  public static final Position NONE = new Position(-1, -1);
}
