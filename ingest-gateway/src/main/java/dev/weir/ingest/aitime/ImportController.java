package dev.weir.ingest.aitime;

import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.json.Json;
import dev.weir.edge.json.StrictJson;
import dev.weir.edge.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Balances of an earlier system: one, an array, or a line each. Every one gets its own result. */
@RestController
final class ImportController {
  private static final int MOST = 1_000;

  private final Imports imports;

  ImportController(Imports imports) {
    this.imports = imports;
  }

  @Access(
      value = Right.ADMIN,
      types = {"application/json", "application/x-ndjson"})
  @PostMapping("/v1/accounts/import")
  Map<String, Object> take(Call call) {
    List<Supplier<Fields>> lines = lines(call);
    if (lines.size() > MOST) {
      throw Problem.of(422, "too_many_items", "At most " + MOST + " accounts at a time.");
    }
    List<Imports.Result> results = lines.stream().map(line -> imports.take(call, line)).toList();
    Map<String, Object> report = new LinkedHashMap<>();
    for (String status : List.of("imported", "duplicate", "refused")) {
      report.put(status, results.stream().filter(r -> r.status().equals(status)).count());
    }
    report.put("results", results);
    return report;
  }

  /** Each is read in its turn: a line that cannot be read is refused alone. */
  private static List<Supplier<Fields>> lines(Call call) {
    String type = call.header("Content-Type").orElse("");
    if (type.toLowerCase(Locale.ROOT).startsWith("application/x-ndjson")) {
      return StrictJson.text(call.raw().body())
          .lines()
          .filter(line -> !line.isBlank())
          .map(line -> supplied(line.getBytes(StandardCharsets.UTF_8)))
          .toList();
    }
    Json body = StrictJson.parse(call.raw().body());
    List<Json> all = body instanceof Json.Items items ? items.values() : List.of(body);
    return all.stream().<Supplier<Fields>>map(json -> () -> Fields.of(json)).toList();
  }

  private static Supplier<Fields> supplied(byte[] line) {
    return () -> Fields.of(line);
  }
}
