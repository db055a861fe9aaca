package dev.weir.ingest.api;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Verb;
import dev.weir.edge.http.Call;
import dev.weir.edge.http.RecentWrites;
import dev.weir.ingest.bus.CommandBus;
import dev.weir.schemas.avro.DecisionRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Stamps a verb into a command and has it decided: what every synchronous write does. */
public final class Commands {
  private final CommandBus bus;
  private final MeterRegistry meters;
  private final RecentWrites recent;

  public Commands(CommandBus bus, MeterRegistry meters, RecentWrites recent) {
    this.bus = bus;
    this.meters = meters;
    this.recent = recent;
  }

  /** Under the request's Idempotency-Key, which has to be there. */
  public DecisionRecord decide(Call call, String user, Verb verb) {
    return decide(call, user, call.idempotencyKey(), verb);
  }

  public DecisionRecord decide(Call call, String user, String id, Verb verb) {
    Command command = command(call, user, id, verb);
    Timer.Sample started = Timer.start(meters);
    String outcome = "unknown";
    try {
      DecisionRecord decision = bus.decide(command, call.traceParent());
      String code = decision.getCode();
      outcome = code == null ? decision.getDecision() : code;
      recent.saw(command.account(), decision.getSeq());
      return decision;
    } finally {
      started.stop(
          Timer.builder("weir.decision")
              .tag("verb", verb.name())
              .tag("outcome", outcome)
              .publishPercentileHistogram()
              .register(meters));
    }
  }

  /** A command of this request's tenant, mode and time, with what its accounts open with. */
  public static Command command(Call call, String user, String id, Verb verb) {
    AccountKey account = call.account(user);
    return new Command(account, id, call.now(), call.directory().opening(call.tenant()), verb);
  }
}
