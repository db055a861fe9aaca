package dev.weir.ingest.bus;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Decision;
import dev.weir.accounting.Priors;
import dev.weir.accounting.Remembered;
import dev.weir.accounting.Rules;
import dev.weir.accounting.Verb;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.codec.Asked;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.Position;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides like the topology does, in memory: accounts and remembered decisions, nothing durable.
 */
public final class CoreDecider {
  private final Map<AccountKey, Account> accounts = new HashMap<>();
  private final Map<String, DecisionRecord> decided = new HashMap<>();

  public synchronized DecisionRecord decide(CommandRecord wire, Position position) {
    Command command = Codec.command(wire);
    Account account = accounts.computeIfAbsent(command.account(), Account::unseen);
    String id = command.account().text() + "|" + command.id();
    DecisionRecord before = decided.get(id);
    Asked asked = new Asked(wire, command, position, command.timeOn(account));
    Priors priors = new Priors(remembered(before), referenced(command), false);
    return switch (Rules.decide(account, command, priors)) {
      case Decision.Accepted accepted -> {
        accounts.put(command.account(), accepted.after());
        DecisionRecord made = Codec.decision(asked, accepted);
        decided.put(id, made);
        yield made;
      }
      case Decision.Rejected rejected -> {
        DecisionRecord made = Codec.decision(asked, rejected);
        if (before == null) {
          decided.put(id, made);
        }
        yield made;
      }
      case Decision.Duplicate duplicate ->
          Codec.replay(asked, java.util.Objects.requireNonNull(before));
    };
  }

  private @Nullable Remembered referenced(Command command) {
    String named =
        switch (command.verb()) {
          case Verb.Capture capture -> capture.holdId();
          case Verb.Release release -> release.holdId();
          case Verb.Revoke revoke -> revoke.grantId();
          default -> "";
        };
    return remembered(decided.get(command.account().text() + "|" + named));
  }

  private static @Nullable Remembered remembered(@Nullable DecisionRecord decision) {
    return decision == null ? null : Codec.remembered(decision);
  }
}
