package dev.weir.ingest.api;

import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.http.Position;
import dev.weir.edge.json.Json;
import dev.weir.edge.json.StrictJson;
import dev.weir.edge.problem.Problem;
import dev.weir.ingest.bus.CommandBus;
import dev.weir.ingest.bus.CommandBus.Written;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Usage events: one, an array of them, or one in every line; each gets its own result. */
@RestController
final class EventController {
  private static final String LINES = "application/x-ndjson";
  private static final int MOST = 1_000;

  private final CommandBus bus;
  private final MeterRegistry meters;

  EventController(CommandBus bus, MeterRegistry meters) {
    this.bus = bus;
    this.meters = meters;
  }

  @Access(
      value = Right.TENANT,
      types = {"application/json", LINES})
  @PostMapping("/v1/events")
  ResponseEntity<Map<String, Object>> events(Call call) {
    EventBatch batch = new EventBatch(call);
    boolean lines =
        call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).startsWith(LINES);
    if (lines) {
      lines(call.raw().body()).forEach(batch::addLine);
    } else {
      items(call.raw().body()).forEach(batch::add);
    }
    List<Written> written = bus.write(batch.commands(), call.traceParent());
    count(batch.results());
    ResponseEntity.BodyBuilder answer = ResponseEntity.accepted();
    if (!written.isEmpty()) {
      answer.header(Position.HEADER, position(written));
    }
    return answer.body(Map.of("results", batch.results()));
  }

  private void count(List<EventBatch.Result> results) {
    Map<String, Integer> byStatus = new HashMap<>();
    results.forEach(result -> byStatus.merge(result.status(), 1, Integer::sum));
    byStatus.forEach(
        (status, count) -> meters.counter("weir.events", "status", status).increment(count));
  }

  private static List<Json> items(byte[] body) {
    Json json = StrictJson.parse(body);
    List<Json> items = json instanceof Json.Items all ? all.values() : List.of(json);
    if (!(json instanceof Json.Items) && !(json instanceof Json.Members)) {
      throw Problem.malformed("json_invalid", "The body must be an event or an array of events.");
    }
    return bounded(items);
  }

  /** Lines are read one by one, so that a broken one spoils no other. */
  private static List<String> lines(byte[] body) {
    List<String> lines = new ArrayList<>();
    for (String line : StrictJson.text(body).split("\n", -1)) {
      if (!line.isBlank()) {
        lines.add(line.strip());
      }
    }
    if (lines.isEmpty()) {
      throw Problem.malformed("json_invalid", "The body is empty.");
    }
    return bounded(lines);
  }

  private static <T> List<T> bounded(List<T> items) {
    if (items.size() > MOST) {
      throw Problem.of(422, "too_many_items", "At most " + MOST + " events at a time.");
    }
    return items;
  }

  private static String position(List<Written> written) {
    Map<Integer, Long> newest = new HashMap<>();
    written.forEach(place -> newest.merge(place.partition(), place.offset(), Math::max));
    return new Position.Offsets(newest).text();
  }
}
