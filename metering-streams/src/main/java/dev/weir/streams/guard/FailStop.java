package dev.weir.streams.guard;

/**
 * Going on would count wrongly, and trying again would not help: a person has to look. The message
 * says in one sentence what was found.
 */
public final class FailStop extends RuntimeException {
  public FailStop(String sentence) {
    super(sentence);
  }
}
