package dev.weir.ingest.quarantine;

import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Times;
import dev.weir.edge.problem.Problem;
import dev.weir.schemas.avro.QuarantineRecord;
import dev.weir.schemas.quarantine.Quarantine;
import dev.weir.schemas.quarantine.Quarantined;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * A tenant sees and resends what is its own. Of what names no tenant it sees that it is there and
 * why, but nothing of what is in it, which could be anybody's.
 */
@RestController
final class QuarantineController {
  private static final int LISTED = 100;
  private static final int MOST_LISTED = 1_000;
  private static final int AT_ONCE = 2;
  private static final Pattern ID = Pattern.compile("([0-9]{1,6}):([0-9]{1,18})");

  private final Quarantine quarantine;
  private final Semaphore places = new Semaphore(AT_ONCE);

  QuarantineController(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  @Access(Right.ADMIN)
  @GetMapping("/v1/quarantine")
  Map<String, Object> list(Call call) {
    int limit = (int) call.wholeQuery("limit", 1, MOST_LISTED).orElse(LISTED);
    List<Map<String, Object>> shown =
        one(
            () ->
                quarantine.newest(limit, record -> owner(call, record) != Owner.ANOTHER).stream()
                    .map(record -> shown(record, owner(call, record)))
                    .toList());
    return Map.of("records", shown);
  }

  @Access(Right.ADMIN)
  @PostMapping("/v1/quarantine/{id}/resend")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> resend(Call call) {
    String id = call.pathId("id");
    Matcher place = ID.matcher(id);
    return one(
        () -> {
          Quarantined found =
              place.matches()
                  ? quarantine
                      .find(Integer.parseInt(place.group(1)), Long.parseLong(place.group(2)))
                      .filter(record -> owner(call, record) == Owner.CALLER)
                      .orElse(null)
                  : null;
          if (found == null) {
            throw Problem.notFound("quarantined_not_found", "There is no such record of yours.");
          }
          if (found.value() == null) {
            throw Problem.of(
                409, "nothing_to_resend", "Without a value it would only come back here.");
          }
          RecordMetadata sent = quarantine.resend(found, null);
          return Map.of(
              "id", id,
              "topic", sent.topic(),
              "partition", sent.partition(),
              "offset", sent.offset());
        });
  }

  private static Owner owner(Call call, Quarantined record) {
    return Owner.of(record, call.caller(), call.directory());
  }

  private static Map<String, Object> shown(Quarantined quarantined, Owner owner) {
    QuarantineRecord record = quarantined.record();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", quarantined.id());
    shown.put("topic", record.getTopic());
    shown.put("partition", record.getPartition());
    shown.put("offset", record.getOffset());
    shown.put("reason", record.getReason());
    shown.put("at", Times.text(record.getAt()));
    byte[] key = quarantined.key();
    if (owner == Owner.CALLER && key != null) {
      shown.put("key", new String(key, StandardCharsets.UTF_8));
      shown.put("detail", record.getDetail());
    }
    return shown;
  }

  /** Every look opens a client of its own, which is dear: nobody may ask for many of them. */
  private <T> T one(Supplier<T> look) {
    if (!places.tryAcquire()) {
      throw Problem.unavailable("busy", "Others look into the quarantine at this moment.", 1);
    }
    try {
      return look.get();
    } catch (KafkaException e) {
      throw Problem.unavailable("kafka_unreachable", "The quarantine cannot be reached.", 1);
    } finally {
      places.release();
    }
  }
}
