package dev.weir.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Limits;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.Rejection;
import dev.weir.accounting.Verb;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.json.Ids;
import dev.weir.edge.json.Json;
import dev.weir.edge.json.StrictJson;
import dev.weir.edge.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The events of one request: those that make commands, and a result for every one in its order. */
final class EventBatch {
  private static final long AHEAD_MS = Duration.ofMinutes(5).toMillis();

  private final Call call;
  private final long now;
  private final @Nullable Opening opening;
  private final List<Command> commands = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private final Map<Seen, String> fingerprints = new HashMap<>();

  /**
   * What became of one event.
   *
   * @param id as sent, or null where there was none to read
   * @param status accepted, duplicate (of an earlier one in this request) or invalid
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String id,
      String status,
      @Nullable String code,
      @Nullable String detail) {}

  private record Seen(String user, String id) {}

  EventBatch(Call call) {
    this.call = call;
    this.now = call.now();
    this.opening = call.directory().opening(call.tenant());
  }

  List<Command> commands() {
    return commands;
  }

  List<Result> results() {
    return results;
  }

  void addLine(String line) {
    try {
      add(StrictJson.parse(line));
    } catch (Problem malformed) {
      results.add(new Result(null, "invalid", malformed.code(), malformed.detail()));
    }
  }

  void add(Json item) {
    String id = idOf(item);
    try {
      Command command = command(item);
      Seen key = new Seen(command.account().user(), command.id());
      String fingerprint = command.verb().fingerprint();
      String before = fingerprints.putIfAbsent(key, fingerprint);
      if (before == null) {
        commands.add(command);
        results.add(new Result(id, "accepted", null, null));
      } else if (before.equals(fingerprint)) {
        results.add(new Result(id, "duplicate", null, null));
      } else {
        Rejection reused = Rejection.IDEMPOTENCY_KEY_REUSED;
        results.add(new Result(id, "invalid", reused.code(), reused.sentence()));
      }
    } catch (Problem invalid) {
      results.add(new Result(id, "invalid", invalid.code(), invalid.detail()));
    }
  }

  private Command command(Json item) {
    if (!(item instanceof Json.Members)) {
      throw Problem.of(422, "field_invalid", "An event must be an object.");
    }
    Fields event = Fields.of(item);
    String id = event.id("id");
    AccountKey account = call.account(event.id("user"));
    Requests.Price price = Requests.metered(call.tenant(), event);
    String meter = event.id("meter");
    long time = time(event);
    Note note = new Note(meter, null, event.metadata().orElse(null));
    event.noOthers();
    Verb verb =
        new Verb.Charge(
            price.amount(),
            call.tenant().terms().meters().policy(meter),
            0,
            price.metered(),
            time,
            note);
    return new Command(account, id, now, opening, verb);
  }

  /** When it says it happened, or 0. */
  private long time(Fields event) {
    OptionalLong time;
    try {
      time = event.timeIfAny("time");
    } catch (Problem invalid) {
      throw Problem.field("event_time_invalid", "time", "must be an RFC 3339 time with a zone");
    }
    if (time.isEmpty()) {
      return 0;
    }
    if (time.getAsLong() <= now - Limits.DEDUPE_MS) {
      throw Problem.field(
          Rejection.EVENT_TOO_OLD.code(), "time", Rejection.EVENT_TOO_OLD.sentence());
    }
    if (time.getAsLong() > now + AHEAD_MS) {
      throw Problem.field("event_time_in_future", "time", "is more than 5 minutes ahead");
    }
    return time.getAsLong();
  }

  private static @Nullable String idOf(Json item) {
    return item instanceof Json.Members members
            && members.values().get("id") instanceof Json.Text text
            && Ids.valid(text.value())
        ? text.value()
        : null;
  }
}
