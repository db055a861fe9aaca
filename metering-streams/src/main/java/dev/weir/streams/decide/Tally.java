package dev.weir.streams.decide;

import dev.weir.accounting.Decision;

/** Counts what was decided. Work that is undone and done again, after a crash, is counted again. */
public interface Tally {

  /** Counts nothing. */
  Tally NONE =
      new Tally() {
        @Override
        public void decided(Decision decision) {}

        @Override
        public void swept(int accounts) {}

        @Override
        public void worked(long nanos) {}

        @Override
        public void quarantined(String reason, String detail, Place at) {}
      };

  void decided(Decision decision);

  void swept(int accounts);

  /** How long the work on one record took. */
  void worked(long nanos);

  void quarantined(String reason, String detail, Place at);
}
