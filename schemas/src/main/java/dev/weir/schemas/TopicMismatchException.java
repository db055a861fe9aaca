package dev.weir.schemas;

/** The broker or a topic is not as it must be, and running on it would lose or miscount. */
public final class TopicMismatchException extends IllegalStateException {

  public TopicMismatchException(String sentence) {
    super(sentence);
  }
}
