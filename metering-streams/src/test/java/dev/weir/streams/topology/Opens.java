package dev.weir.streams.topology;

import static dev.weir.streams.topology.Run.MICROS;

import dev.weir.accounting.Bucket;
import dev.weir.accounting.Build;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that many tests need. */
final class Opens {

  private Opens() {}

  static Verb with(long seconds) {
    OpeningGrant grant =
        new OpeningGrant(Source.WELCOME, seconds * MICROS, "welcome", Bucket.NEVER);
    return new Verb.Open(new Opening(PlanTerms.NONE, List.of(grant)), Note.NONE);
  }

  static Verb hold(long seconds, @Nullable Build build) {
    return new Verb.PlaceHold(
        seconds * MICROS, 0, Policy.STRICT, 0, build, null, Note.of("update"));
  }

  static Build build() {
    return new Build("update", "p1", "small", true, "{\"prompt\":\"a page\"}");
  }

  static Verb resumed(long seconds, String token) {
    return new Verb.PlaceHold(
        seconds * MICROS, 0, Policy.STRICT, 0, null, token, Note.of("update"));
  }
}
