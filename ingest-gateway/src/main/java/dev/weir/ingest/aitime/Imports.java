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
import dev.weir.schemas.avro.BalanceBucketRecord;
import dev.weir.schemas.avro.BalanceRecord;
import dev.weir.schemas.avro.DecisionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
  private static final int OURS = 500;
  private static final long DAY_MS = 86_400_000;
  private static final long MOST_SECONDS = 1_000_000_000_000L;

  private final Commands commands;

  Imports(Commands commands) {
    this.commands = commands;
  }

  /** What became of one line. */
  record Result(String userId, String status, String detail) {}

  Result take(Call call, Supplier<Fields> read) {
    String user = "";
    try {
      Fields line = read.get();
      user =
          line.idIfAny("userId")
              .or(() -> line.idIfAny("user_id"))
              .orElseThrow(() -> line.missing("userId"));
      return take(call, user, line);
    } catch (Problem refused) {
      if (refused.status() >= OURS) {
        // Nothing is wrong with the line: the whole request is to be sent again.
        throw refused;
      }
      return new Result(user, "refused", refused.code() + ": " + refused.detail());
    }
  }

  private Result take(Call call, String user, Fields line) {
    List<OpeningGrant> grants = new ArrayList<>();
    long welcome = seconds(line, "welcome_bonus_seconds");
    long paid = seconds(line, "paid_seconds_remaining");
    long usedToday = seconds(line, "daily_gift_used_today");
    line.noOthers();
    add(grants, Source.WELCOME, welcome);
    add(grants, Source.SUBSCRIPTION, paid);
    Opening opening = new Opening(call.directory().plan(call.tenant()), grants);
    // The figures are part of what is said, so that other ones under the same id are refused.
    String figures =
        "{\"daily\":\"%d\",\"paid\":\"%d\",\"welcome\":\"%d\"}".formatted(usedToday, paid, welcome);
    Verb open = new Verb.Open(opening, new Note(null, REASON, figures));
    DecisionRecord opened = commands.decide(call, user, "import|open", open);
    if (Answers.rejected(opened)) {
      return new Result(user, "refused", String.valueOf(opened.getCode()));
    }
    if (!nowOpened(opened, grants.size())) {
      return new Result(user, "refused", "the account has been in use already");
    }
    if (usedToday > 0 && sameDay(opened.getTime(), call.now())) {
      // Also when the opening is a repeat: the first attempt may have ended between the two.
      Note note = new Note("import", "used today before the import", null);
      Verb used = new Verb.Charge(usedToday, Policy.CLAMP, 0, null, 0, note);
      commands.decide(call, user, "import|used", used);
    }
    return opened.getDecision().equals("duplicate")
        ? new Result(user, "duplicate", "was imported before")
        : new Result(user, "imported", "");
  }

  /** A new day's gift is untouched, whatever was used of yesterday's. */
  private static boolean sameDay(long one, long other) {
    return Math.floorDiv(one, DAY_MS) == Math.floorDiv(other, DAY_MS);
  }

  /**
   * An account that was open before has other buckets than these grants and today's, or entries
   * besides theirs.
   */
  private static boolean nowOpened(DecisionRecord opened, int grants) {
    BalanceRecord balance = opened.getBalance();
    if (balance == null) {
      return false;
    }
    List<BalanceBucketRecord> buckets = balance.getBuckets();
    long daily = buckets.stream().filter(b -> b.getSource().equals(Source.DAILY.text())).count();
    return buckets.size() == grants + daily
        && balance.getSeq() == Math.max(1, grants) + daily
        && buckets.stream().allMatch(bucket -> bucket.getGrantedAt() == opened.getTime());
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
