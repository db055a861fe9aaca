package dev.weir.streams.decide;

import dev.weir.accounting.Command;
import dev.weir.accounting.Decision;
import dev.weir.accounting.Verb;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.codec.Envelope;
import java.util.Map;

/** What the log held at one place. */
sealed interface Input {

  /** A command, with the wire's envelope: who waits for the decision, and where. */
  record Ordered(Command command, CommandRecord envelope) implements Input {

    /** Nobody would hear that it was refused, and it is not usage but what somebody paid for. */
    boolean unheard() {
      return envelope.getReplyTo() == Envelope.NOBODY && !(command.verb() instanceof Verb.Charge);
    }
  }

  /**
   * Time passed.
   *
   * @param now of all accounts that live by the wall clock
   * @param clocks of the tenants whose test accounts live by another
   * @param limit how many accounts may be settled at most
   */
  record Tick(String id, long now, Map<String, Long> clocks, int limit) implements Input {

    /** What time it is by that clock. */
    long nowBy(String clock) {
      return clocks.getOrDefault(DueKey.tenantOf(clock), now);
    }
  }

  /**
   * Something that is not a command, or one that is set aside like it.
   *
   * @param reason a stable code
   */
  record Unreadable(String reason, String detail) implements Input {

    static Unreadable refused(Decision.Rejected refused) {
      return new Unreadable(refused.code().code(), refused.detail());
    }
  }
}
