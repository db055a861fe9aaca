package dev.weir.sink.view;

/**
 * The view cannot be read here and now: it is being restored, moved or caught up with. A read is
 * answered 503 and told to come back; never with a zero.
 */
public final class ViewMoving extends RuntimeException {
  public ViewMoving(String why) {
    super(why);
  }

  public ViewMoving(String why, Throwable cause) {
    super(why, cause);
  }
}
