package dev.weir.streams.tool;

import dev.weir.schemas.ToolConnection;
import dev.weir.schemas.avro.QuarantineRecord;
import dev.weir.schemas.quarantine.Quarantine;
import dev.weir.schemas.quarantine.Quarantined;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** {@code ./weir quarantine}: lists what could not be processed, shows it, sends it again. */
public final class QuarantineTool {

  private static final String USAGE =
      """
      usage: ./weir quarantine [list [<how many>]]
             ./weir quarantine show <partition>:<offset>
             ./weir quarantine resend <partition>:<offset> [<file with the repaired value>]
      """;

  private static final int LISTED = 100;
  private static final int REFUSED = 1;
  private static final int MISUSED = 2;

  private final Quarantine quarantine;
  private final PrintStream out;

  public QuarantineTool(Map<String, String> environment, PrintStream out) {
    this.quarantine = new Quarantine(ToolConnection.from(environment));
    this.out = out;
  }

  public static void main(String[] arguments) {
    System.exit(new QuarantineTool(System.getenv(), System.out).run(List.of(arguments)));
  }

  /** Returns the exit code. */
  public int run(List<String> arguments) {
    try {
      return switch (arguments.isEmpty() ? "list" : arguments.getFirst()) {
        case "list" -> list(arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : LISTED);
        case "show" -> show(find(arguments));
        case "resend" -> resend(find(arguments), arguments);
        default -> misused();
      };
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return misused();
    } catch (IllegalArgumentException | KafkaException | IOException e) {
      out.println("weir: " + e.getMessage());
      return REFUSED;
    }
  }

  private int misused() {
    out.print(USAGE);
    return MISUSED;
  }

  private int list(int limit) {
    List<Quarantined> found = quarantine.newest(limit);
    for (Quarantined one : found) {
      QuarantineRecord record = one.record();
      out.printf(
          "%-10s  %s  %s-%d@%d  %s: %s%n",
          one.id(),
          Instant.ofEpochMilli(record.getAt()),
          record.getTopic(),
          record.getPartition(),
          record.getOffset(),
          record.getReason(),
          record.getDetail());
    }
    out.println(found.size() + " in quarantine are shown, the newest first.");
    return 0;
  }

  private int show(Quarantined one) {
    byte[] key = one.key();
    byte[] value = one.value();
    out.println("reason  " + one.record().getReason() + ": " + one.record().getDetail());
    out.println("key     " + (key == null ? "none" : new String(key, StandardCharsets.UTF_8)));
    out.println("value   " + (value == null ? "none" : Base64.getEncoder().encodeToString(value)));
    return 0;
  }

  private int resend(Quarantined one, List<String> arguments) throws IOException {
    byte[] repaired = arguments.size() > 2 ? Files.readAllBytes(Path.of(arguments.get(2))) : null;
    RecordMetadata sent = quarantine.resend(one, repaired);
    out.printf(
        "Sent to %s, partition %d, offset %d.%n", sent.topic(), sent.partition(), sent.offset());
    return 0;
  }

  private Quarantined find(List<String> arguments) {
    String[] id = arguments.get(1).split(":", 2);
    return quarantine
        .find(Integer.parseInt(id[0]), Long.parseLong(id[1]))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no " + arguments.get(1) + " in quarantine."));
  }
}
