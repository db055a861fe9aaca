package dev.weir.accounting;

import org.jspecify.annotations.Nullable;

/** What a command means, apart from when it was said and from what the gateway filled in (R10). */
final class Fingerprint {

  /** Until then the parts themselves are no longer than their hash would be worth. */
  private static final int SHORT = 64;

  private final StringBuilder text = new StringBuilder();

  private Fingerprint() {}

  static String of(Verb verb) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.write(verb);
    fingerprint.add(verb.note());
    String text = fingerprint.text.toString();
    return verb.name() + ':' + (text.length() <= SHORT ? text : EntryHash.shortHash(text));
  }

  private void write(Verb verb) {
    switch (verb) {
      case Verb.Grant grant -> add(grant.source(), grant.amount(), grant.expiresAt());
      case Verb.Charge charge -> write(charge);
      case Verb.PlaceHold hold -> write(hold);
      case Verb.Capture capture ->
          add(capture.holdId(), capture.amount(), capture.policy(), capture.overdraftLimit());
      case Verb.Release release -> add(release.holdId());
      case Verb.ReportProgress progress -> add(progress.holdId(), progress.type());
      case Verb.Revoke revoke ->
          add(revoke.grantId(), revoke.cause(), revoke.target(), revoke.restored());
      case Verb.Renew renew ->
          add(renew.plan(), renew.status(), renew.amount(), renew.periodStart(), renew.periodEnd());
      case Verb.ChangePlan change -> add(change.plan(), change.status(), change.periodEnd());
      case Verb.Open open -> add("open");
      case Verb.Track track -> add(track.quantity());
      case Verb.Touch touch -> add("touch");
    }
  }

  /** A metered charge is what was measured, whatever the price book said of it that day. */
  private void write(Verb.Charge charge) {
    Metered metered = charge.metered();
    if (metered == null) {
      add(charge.amount());
    } else {
      add(metered.meter(), metered.quantity());
    }
    add(charge.policy(), charge.overdraftLimit());
  }

  /** With a build the amount is an estimate, which may have moved since. */
  private void write(Verb.PlaceHold hold) {
    Build build = hold.build();
    if (build == null) {
      add(hold.amount());
    } else {
      String payload = Metadata.meaning(build.payload());
      add(build.operation(), build.projectId(), build.update(), payload);
    }
    // Who names the default means what he means who names none.
    long timeout = hold.timeoutMs() == Limits.HOLD_TIMEOUT_MS ? 0 : hold.timeoutMs();
    add(timeout, hold.policy(), hold.overdraftLimit());
    // A retry with a token is not the request that was refused, and must not get its refusal again.
    if (hold.resumeId() != null) {
      add(hold.resumeId());
    }
  }

  private void add(Note note) {
    String metadata = note.metadata();
    add(note.operation(), note.reason(), metadata == null ? null : Metadata.meaning(metadata));
  }

  /** Each part behind its length, so that no two lists of parts look the same. */
  private void add(@Nullable Object... parts) {
    for (Object part : parts) {
      if (part == null) {
        text.append("-;");
      } else {
        String value = part.toString();
        text.append(value.length()).append(':').append(value);
      }
    }
  }
}
