package dev.weir.bench.core;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Amounts;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Command;
import dev.weir.accounting.Decision;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Priors;
import dev.weir.accounting.Rules;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Strict charges on one account: decided, hashed into the chain and folded into the account. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ChargeBenchmark {

  private static final AccountKey KEY = new AccountKey("sheen", Mode.LIVE, "user_1");
  private static final long START = 1_795_000_000_000L;
  private static final long PER_BUCKET = Amounts.ofUnits(1_000);
  private static final int IDS = 4_096;

  @Param({"10", "1000"})
  int buckets;

  private final String[] ids = new String[IDS];
  private Account full = Account.unseen(KEY);
  private Account account = full;
  private int next;

  /** Buckets of half the sources, half of which expire, each at another instant. */
  @Setup
  public void fill() {
    for (int i = 0; i < IDS; i++) {
      ids[i] = new UUID(i * 0x9E3779B97F4A7C15L, i).toString();
    }
    Opening nothing = new Opening(PlanTerms.NONE, List.of());
    full = decide(full, "open", new Verb.Open(nothing, Note.NONE));
    for (int i = 0; i < buckets; i++) {
      Source source = i % 2 == 0 ? Source.PACKAGE : Source.GIFT;
      long expiresAt = i % 2 == 0 ? START + 86_400_000L * (i + 1) : Bucket.NEVER;
      full = decide(full, "grant" + i, new Verb.Grant(source, PER_BUCKET, expiresAt, Note.NONE));
    }
    account = full;
  }

  /** A small amount: nearly always from one bucket. */
  @Benchmark
  public Account smallCharge() {
    return charge(Amounts.UNIT / 2);
  }

  /** An amount that empties a bucket and goes on with the next, every time. */
  @Benchmark
  public Account chargeAcrossTwoBuckets() {
    return charge(PER_BUCKET);
  }

  private Account charge(long amount) {
    if (account.available() < amount) {
      account = full;
    }
    account = decide(account, ids[next++ & (IDS - 1)], Verb.Charge.strict(amount, Note.of("chat")));
    return account;
  }

  private static Account decide(Account account, String id, Verb verb) {
    Command command = new Command(KEY, id, START, null, verb);
    return switch (Rules.decide(account, command, Priors.NONE)) {
      case Decision.Accepted accepted -> accepted.after();
      case Decision.Duplicate duplicate -> throw new IllegalStateException("a duplicate");
      case Decision.Rejected rejected -> throw new IllegalStateException(rejected.detail());
    };
  }
}
