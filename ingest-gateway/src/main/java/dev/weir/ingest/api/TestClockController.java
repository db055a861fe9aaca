package dev.weir.ingest.api;

import dev.weir.accounting.Mode;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.json.Times;
import dev.weir.edge.problem.Problem;
import dev.weir.ingest.clock.ClockKeeper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The time in which a tenant's test accounts live: forward only, and standing still in between. */
@RestController
final class TestClockController {
  private static final int LONGEST = 64;
  private static final String SHAPE = "must be an ISO 8601 duration, such as P1D or PT1H";

  private final ClockKeeper clocks;

  TestClockController(ClockKeeper clocks) {
    this.clocks = clocks;
  }

  @Access(Right.TENANT)
  @PostMapping("/v1/test/clock")
  Map<String, Object> move(Call call) {
    if (call.caller().mode() != Mode.TEST) {
      throw Problem.of(403, "test_mode_only", "Time is only moved in test mode.");
    }
    Fields body = call.body();
    if (body.has("advance") == body.has("set")) {
      throw body.invalid("advance", "is needed, or else set, but not both");
    }
    long now;
    if (body.has("set")) {
      long to = body.timeIfAny("set").orElseThrow(() -> body.missing("set"));
      body.noOthers();
      now = clocks.move(call.tenant().id(), before -> to);
    } else {
      String period = body.text("advance", LONGEST);
      body.noOthers();
      now = clocks.move(call.tenant().id(), before -> later(body, before, period));
    }
    return Map.of("now", Times.text(now));
  }

  private static long later(Fields body, long from, String text) {
    try {
      boolean calendar = text.matches("[+-]?P[^T]*[YMW].*");
      Instant start = Instant.ofEpochMilli(from);
      return calendar
          ? start.atZone(ZoneOffset.UTC).plus(Period.parse(text)).toInstant().toEpochMilli()
          : start.plus(Duration.parse(text)).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw body.invalid("advance", SHAPE);
    }
  }
}
