package dev.weir.ingest.bus;

import dev.weir.accounting.Command;
import dev.weir.edge.problem.Problem;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.Envelope;
import dev.weir.schemas.codec.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bus without a log: the core decides on the spot. It can be told to fail. */
public final class CoreBus implements CommandBus {
  private final CoreDecider decider = new CoreDecider();
  private long offset;
  private volatile @Nullable Problem failure;

  public void failWith(@Nullable Problem problem) {
    this.failure = problem;
  }

  @Override
  public synchronized DecisionRecord decide(Command command, @Nullable String traceParent) {
    Problem problem = failure;
    if (problem != null) {
      throw problem;
    }
    Envelope envelope = new Envelope(System.currentTimeMillis(), "c", 0, traceParent);
    return decider.decide(Codec.command(command, envelope), new Position(0, offset++));
  }

  @Override
  public synchronized List<Written> write(List<Command> commands, @Nullable String traceParent) {
    List<Written> written = new ArrayList<>();
    for (Command command : commands) {
      DecisionRecord unused = decide(command, traceParent);
      written.add(new Written(0, offset - 1));
    }
    return written;
  }
}
