package dev.weir.accounting;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came under which id, as a test's rules are told of it before they decide. */
public final class Memory {

  private final Map<String, Remembered> remembered = new HashMap<>();

  public Priors priors(Command command) {
    String named =
        switch (command.verb()) {
          case Verb.Capture capture -> capture.holdId();
          case Verb.Release release -> release.holdId();
          case Verb.ReportProgress progress -> progress.holdId();
          default -> "";
        };
    return new Priors(remembered.get(command.id()), remembered.get(named), false);
  }

  public Priors priors(String id) {
    return new Priors(remembered.get(id), null, false);
  }

  public @Nullable Remembered of(String id) {
    return remembered.get(id);
  }

  public void remember(Command command, Decision decision, Account before) {
    remembered.put(
        command.id(),
        new Remembered(
            command.verb().fingerprint(),
            command.verb().name(),
            decision instanceof Decision.Accepted,
            command.timeOn(before)));
  }
}
