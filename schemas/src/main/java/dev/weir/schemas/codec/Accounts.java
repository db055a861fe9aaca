package dev.weir.schemas.codec;

import dev.weir.accounting.Account;
import dev.weir.accounting.Bonus;
import dev.weir.accounting.Buckets;
import dev.weir.accounting.Counter;
import dev.weir.accounting.Holds;
import dev.weir.accounting.Totals;
import dev.weir.accounting.Usage;
import dev.weir.schemas.avro.AccountRecord;
import dev.weir.schemas.avro.BonusRecord;
import dev.weir.schemas.avro.CounterRecord;
import dev.weir.schemas.avro.TotalsRecord;
import dev.weir.schemas.avro.UsageRecord;

/** The state of an account, both ways. Equal accounts have equal bytes. */
final class Accounts {

  private Accounts() {}

  static AccountRecord toWire(Account account) {
    return new AccountRecord(
        account.key().tenant(),
        account.key().mode().text(),
        account.key().user(),
        account.seq(),
        account.hash(),
        account.time(),
        Common.plan(account.plan()),
        Common.subscription(account.subscription()),
        bonus(account.bonus()),
        account.debt(),
        Common.all(account.buckets().live(), Parts::bucket),
        Common.all(account.buckets().closed(), Parts::bucket),
        Common.all(account.holds().all(), Parts::hold),
        Parts.revocations(account.revocations()),
        usage(account.usage()),
        new CounterRecord(account.counter().month(), account.counter().count()),
        totals(account.totals()));
  }

  static Account fromWire(AccountRecord wire) {
    return new Account(
        Common.key(wire.getTenant(), wire.getMode(), wire.getUser()),
        wire.getSeq(),
        wire.getHash(),
        wire.getTime(),
        Common.plan(wire.getPlan()),
        Common.subscription(wire.getSubscription()),
        bonus(wire.getBonus()),
        wire.getDebt(),
        Buckets.of(
            Common.all(wire.getBuckets(), Parts::bucket),
            Common.all(wire.getClosed(), Parts::bucket)),
        Holds.of(Common.all(wire.getHolds(), Parts::hold)),
        Parts.revocationsOf(wire.getRevocations()),
        usage(wire.getUsage()),
        new Counter(wire.getCounter().getMonth(), wire.getCounter().getCount()),
        totals(wire.getTotals()));
  }

  private static BonusRecord bonus(Bonus bonus) {
    return new BonusRecord(bonus.touchedDay(), bonus.month(), bonus.consumed());
  }

  private static Bonus bonus(BonusRecord bonus) {
    return new Bonus(bonus.getTouchedDay(), bonus.getMonth(), bonus.getConsumed());
  }

  private static UsageRecord usage(Usage usage) {
    return new UsageRecord(usage.day(), usage.onDay(), usage.lifetime());
  }

  private static Usage usage(UsageRecord usage) {
    return new Usage(usage.getDay(), usage.getOnDay(), usage.getLifetime());
  }

  private static TotalsRecord totals(Totals totals) {
    return new TotalsRecord(
        totals.granted(),
        totals.consumed(),
        totals.expired(),
        totals.revoked(),
        totals.rolledOver(),
        totals.discarded());
  }

  private static Totals totals(TotalsRecord totals) {
    return new Totals(
        totals.getGranted(),
        totals.getConsumed(),
        totals.getExpired(),
        totals.getRevoked(),
        totals.getRolledOver(),
        totals.getDiscarded());
  }
}
