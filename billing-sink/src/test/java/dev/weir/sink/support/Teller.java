package dev.weir.sink.support;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Command;
import dev.weir.accounting.Decision;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Priors;
import dev.weir.accounting.Rules;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.Position;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Decides commands by the rule book and keeps the accounts that must come out of the ledger. */
public final class Teller {
  public static final long SECOND = 1_000_000;
  public static final Opening SHEEN =
      new Opening(
          new PlanTerms("free", 900 * SECOND, 18_000 * SECOND, 0),
          List.of(new OpeningGrant(Source.WELCOME, 3_000 * SECOND, "opening", Bucket.NEVER)));

  private final Map<AccountKey, Account> accounts =
      new TreeMap<>(java.util.Comparator.comparing(AccountKey::text));
  private long commands;

  public static AccountKey sheen(String user) {
    return new AccountKey("sheen", Mode.LIVE, user);
  }

  public Account account(AccountKey key) {
    return accounts.getOrDefault(key, Account.unseen(key));
  }

  public Map<AccountKey, Account> accounts() {
    return accounts;
  }

  /** The entries of an accepted command; none for one that was refused. */
  public List<LedgerEntry> does(AccountKey key, Verb verb, long time) {
    Command command = new Command(key, "c" + ++commands, time, SHEEN, verb);
    return switch (Rules.decide(account(key), command, Priors.NONE)) {
      case Decision.Accepted accepted -> {
        accounts.put(key, accepted.after());
        yield accepted.entries();
      }
      case Decision.Duplicate _, Decision.Rejected _ -> List.of();
    };
  }

  public List<LedgerEntry> charges(AccountKey key, long amount, long time) {
    return does(
        key,
        new Verb.Charge(
            amount, Policy.CLAMP, 0, null, 0, new Note("build", "näh \"so\"", "{\"a\":1.50}")),
        time);
  }

  public List<LedgerEntry> grants(AccountKey key, long amount, long time) {
    return does(key, new Verb.Grant(Source.PACKAGE, amount, 0, Note.NONE), time);
  }

  /** A command's entries as the topic holds them. */
  public static List<LedgerEntryRecord> wire(
      List<LedgerEntry> entries, int partition, long commandOffset) {
    Position cause = new Position(partition, commandOffset);
    return IntStream.range(0, entries.size())
        .mapToObj(i -> Codec.entry(entries.get(i), cause, entries.size() - 1 - i, null))
        .toList();
  }
}
