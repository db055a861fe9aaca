package dev.weir.accounting;

import java.util.List;

/** Counts against a tier, per UTC month: a policy on an account like any other. */
final class Tracking {

  private Tracking() {}

  static Decision track(Journal journal, Verb.Track track) {
    long counted = journal.account().counter().inMonthOf(journal.now());
    long left = Math.max(0, track.limit() - counted);
    if (track.quantity() > left) {
      return new Decision.Rejected(
          Rejection.TIER_LIMIT_REACHED,
          counted + " of " + track.limit() + " are used this month",
          track.quantity(),
          left);
    }
    journal.write(
        0,
        List.of(),
        Charging.noting(track.note(), "quantity", Long.toString(track.quantity())),
        new Fact.Tracked(Calendar.month(journal.now()), track.quantity()));
    long count = journal.account().counter().count();
    return journal.accept(new Outcome(0, 0, 0, 0, journal.account().debt(), 0, count, List.of()));
  }
}
