package dev.weir.streams.decide;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Build;
import dev.weir.accounting.Command;
import dev.weir.accounting.Fact;
import dev.weir.accounting.Hold;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Verb;
import dev.weir.schemas.avro.BuildRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to holds that pay for a build, said to those who build: a hold that is placed
 * requests it, one that is captured completes it, one that is released fails it, and one that runs
 * out times it out.
 */
final class BuildEvents {

  private final Account before;
  private final Account after;
  private final List<BuildRecord> events = new ArrayList<>();

  BuildEvents(Account before, Account after) {
    this.before = before;
    this.after = after;
  }

  AccountKey account() {
    return after.key();
  }

  List<BuildRecord> all() {
    return events;
  }

  /** An entry that no command asked for. */
  void add(LedgerEntry entry) {
    if (entry.fact() instanceof Fact.HoldExpired expired) {
      add(before.holds().find(expired.hold()), "timed_out", entry.at(), null, null);
    }
  }

  /** An entry of a command. */
  void add(LedgerEntry entry, Command command) {
    switch (entry.fact()) {
      case Fact.Held held -> requested(after.holds().find(held.hold()), command, entry.at());
      case Fact.Captured captured ->
          add(
              before.holds().find(captured.hold()),
              "completed",
              entry.at(),
              command,
              command.verb() instanceof Verb.Capture capture ? capture.amount() : null);
      case Fact.Released released ->
          add(before.holds().find(released.hold()), "failed", entry.at(), command, null);
      default -> add(entry);
    }
  }

  /** A worker's word, which has no entry; on a hold that has ended it changes nothing. */
  void add(Command command) {
    if (command.verb() instanceof Verb.ReportProgress report) {
      long at = Math.max(command.time(), after.time());
      add(after.holds().find(report.holdId()), report.type(), at, command, null);
    }
  }

  /** Only the request carries the worker's payload; account and ledger do not keep it. */
  private void requested(@Nullable Hold hold, Command command, long at) {
    if (hold != null && command.verb() instanceof Verb.PlaceHold place && place.build() != null) {
      BuildRecord event = event(hold, hold.build(), "requested", at);
      event.setPayload(place.build().payload());
      events.add(event);
    }
  }

  private void add(
      @Nullable Hold hold, String type, long at, @Nullable Command command, @Nullable Long spent) {
    if (hold == null || hold.build() == null) {
      return;
    }
    BuildRecord event = event(hold, hold.build(), type, at);
    event.setSeconds(spent);
    if (command != null) {
      event.setReason(command.verb().note().reason());
      String operation = command.verb().note().operation();
      if (operation != null) {
        event.setOperation(operation);
      }
    }
    events.add(event);
  }

  private BuildRecord event(Hold hold, @Nullable Build build, String type, long at) {
    if (build == null) {
      throw new IllegalStateException("Hold " + hold.id() + " pays for no build.");
    }
    AccountKey account = account();
    return BuildRecord.newBuilder()
        .setBuildId(hold.id())
        .setTenant(account.tenant())
        .setMode(account.mode().text())
        .setUser(account.user())
        .setType(type)
        .setOperation(build.operation())
        .setProjectId(build.projectId())
        .setSize(build.size())
        .setUpdate(build.update())
        .setEstimateSeconds(hold.amount())
        .setAt(at)
        .build();
  }
}
