package dev.weir.ingest.bus;

import dev.weir.accounting.Command;
import dev.weir.schemas.avro.DecisionRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands in, decisions out. Both methods block their (virtual) thread and are bounded: over the
 * bound, and while Kafka is out of reach, they refuse at once with a 503 and nothing is written.
 */
public interface CommandBus {

  /**
   * Writes the command and waits for what is decided. When neither comes in time the outcome is
   * unknown (504), and sending the same id again is safe.
   */
  DecisionRecord decide(Command command, @Nullable String traceParent);

  /** Writes commands whose decisions nobody waits for; returns once every one is durable. */
  List<Written> write(List<Command> commands, @Nullable String traceParent);

  /** Where a command stands in its log. */
  record Written(int partition, long offset) {}
}
