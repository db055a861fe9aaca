package dev.weir.platform;

/** Something could not be started. The message is one sentence for the person at the terminal. */
public final class StartupFailure extends RuntimeException {
  public StartupFailure(String sentence) {
    super(sentence);
  }

  public StartupFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
