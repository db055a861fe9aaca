package dev.weir.ingest.aitime;

import dev.weir.accounting.Amounts;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.problem.Problem;
import dev.weir.ingest.api.Answers;
import dev.weir.ingest.api.Commands;
import dev.weir.schemas.avro.DecisionRecord;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Takes over the balances of the system before this one (003's LegacyBalance). An account is opened
 * with what its user had; what was used of today's gift is charged, so that it is not given twice.
 * Both commands have ids that follow from the user: a second import of the same figures changes
 * nothing.
 */
@Component
final class Imports {
  private static final String REASON = "imported";
  private static final long MOST_SECONDS = 1_000_000_000_000L;

  private final Commands commands;

  Imports(Commands commands) {
    this.commands = commands;
  }

  /** What became of one line. */
  record Result(String userId, String status, String detail) {}

  Result take(Call call, Fields line) {
    String user = line.idIfAny("userId").or(() -> line.idIfAny("user_id")).orElse("");
    try {
      if (user.isEmpty()) {
        throw line.missing("userId");
      }
      return take(call, user, line);
    } catch (Problem refused) {
      return new Result(user, "refused", refused.code() + ": " + refused.detail());
    }
  }

  private Result take(Call call, String user, Fields line) {
    List<OpeningGrant> grants = new ArrayList<>();
    add(grants, Source.WELCOME, seconds(line, "welcome_bonus_seconds"));
    add(grants, Source.SUBSCRIPTION, seconds(line, "paid_seconds_remaining"));
    long usedToday = seconds(line, "daily_gift_used_today");
    Opening opening = new Opening(call.directory().plan(call.tenant()), grants);
    Verb open = new Verb.Open(opening, Note.because(REASON));
    DecisionRecord opened = commands.decide(call, user, "import|open", open);
    if (Answers.rejected(opened)) {
      return new Result(user, "refused", String.valueOf(opened.getCode()));
    }
    if (opened.getDecision().equals("duplicate")) {
      return new Result(user, "duplicate", "was imported before");
    }
    if (!nowOpened(opened)) {
      return new Result(user, "refused", "the account has been in use already");
    }
    if (usedToday > 0) {
      Note note = new Note("import", "used today before the import", null);
      Verb used = new Verb.Charge(usedToday, Policy.CLAMP, 0, null, 0, note);
      commands.decide(call, user, "import|used", used);
    }
    return new Result(user, "imported", "");
  }

  /** A decision on an account that was open before has written nothing at its own time. */
  private static boolean nowOpened(DecisionRecord opened) {
    var balance = opened.getBalance();
    return balance != null
        && (balance.getBuckets().isEmpty()
            || balance.getBuckets().stream()
                .allMatch(bucket -> bucket.getGrantedAt() == opened.getTime()));
  }

  private static void add(List<OpeningGrant> grants, Source source, long micros) {
    if (micros > 0) {
      grants.add(new OpeningGrant(source, micros, REASON, Bucket.NEVER));
    }
  }

  private static long seconds(Fields line, String name) {
    return Amounts.ofUnits(line.wholeIfAny(name, 0, MOST_SECONDS).orElse(0));
  }
}
