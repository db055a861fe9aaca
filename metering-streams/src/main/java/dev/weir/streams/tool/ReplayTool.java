package dev.weir.streams.tool;

import dev.weir.schemas.ToolConnection;
import dev.weir.schemas.Topics;
import dev.weir.streams.replay.Comparison;
import dev.weir.streams.replay.Replay;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** {@code ./weir replay}: decides the command log again and compares the ledger with it. */
public final class ReplayTool {

  private static final String USAGE =
      """
      usage: ./weir replay --from-commands [--ledger <topic>]

      Decides every command of the log again, by the code that decides, and compares what follows
      with the ledger (or with a copy of it in another topic), byte by byte. Writes nothing.
      Ends with 0 when all is the same, with 1 when something differs.
      """;

  private static final int DIFFERENT = 1;
  private static final int MISUSED = 2;

  private final Map<String, String> environment;
  private final PrintStream out;

  public ReplayTool(Map<String, String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  public static void main(String[] arguments) {
    System.exit(new ReplayTool(System.getenv(), System.out).run(List.of(arguments)));
  }

  /** Returns the exit code. */
  public int run(List<String> arguments) {
    boolean withTopic = arguments.size() == 3 && arguments.get(1).equals("--ledger");
    if (arguments.isEmpty()
        || !arguments.getFirst().equals("--from-commands")
        || (arguments.size() != 1 && !withTopic)) {
      out.print(USAGE);
      return MISUSED;
    }
    String ledger = withTopic ? arguments.get(2) : Topics.LEDGER;
    String applicationId = environment.getOrDefault("WEIR_STREAMS_APPLICATIONID", "weir-streams");
    List<Comparison> results = new ArrayList<>();
    try {
      new Replay(ToolConnection.from(environment), applicationId, ledger)
          .run(result -> results.add(shown(result)));
    } catch (KafkaException e) {
      Throwable cause = e.getCause();
      out.println("weir: " + e.getMessage() + (cause == null ? "" : " " + cause.getMessage()));
      return DIFFERENT;
    }
    return sum(ledger, results);
  }

  private Comparison shown(Comparison result) {
    out.printf(
        "partition %d: %d commands, %d entries the same%s%n",
        result.partition(),
        result.commands(),
        result.entries(),
        result.rewritten() == 0
            ? ""
            : ", %d the same under an older schema".formatted(result.rewritten()));
    if (!result.same()) {
      out.println("  " + result.difference());
    }
    return result;
  }

  private int sum(String ledger, List<Comparison> results) {
    long commands = results.stream().mapToLong(Comparison::commands).sum();
    long entries = results.stream().mapToLong(Comparison::entries).sum();
    long rewritten = results.stream().mapToLong(Comparison::rewritten).sum();
    long different = results.stream().filter(result -> !result.same()).count();
    if (different == 0) {
      out.printf(
          "%d commands decided again: all %d entries of %s come out the same, %s.%n",
          commands,
          entries + rewritten,
          ledger,
          rewritten == 0 ? "byte for byte" : rewritten + " of them under a newer schema");
      return 0;
    }
    out.printf("%s is not what the commands lead to, in %d partitions.%n", ledger, different);
    return DIFFERENT;
  }
}
