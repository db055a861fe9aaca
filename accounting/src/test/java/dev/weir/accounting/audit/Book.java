package dev.weir.accounting.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The auditor's page of one account, and the moves that can be made on it. */
class Book {

  static final long DAY = 24L * 60 * 60 * 1000;
  static final long NEVER = Long.MAX_VALUE;

  List<Pot> pots = new ArrayList<>();
  Map<String, Reservation> holds = new TreeMap<>();
  Revocations revocations = new Revocations();
  Map<String, Long> counts = new TreeMap<>();
  Map<String, Long> bonusUsed = new TreeMap<>();
  long debt;
  long seq;
  long time;
  String touched = "";
  String planKey = "free";
  long dailyBonus;
  long bonusCap;
  long rolloverCap;
  String status = "none";
  long periodStart;
  long periodEnd;
  long stamp;

  /** What was written by the command in hand: kind, amount, when. */
  List<String> written = new ArrayList<>();

  Book copy() {
    Book copy = new Book();
    copyInto(copy);
    return copy;
  }

  void copyInto(Book copy) {
    for (Pot pot : pots) {
      copy.pots.add(pot.clone());
    }
    copy.holds.putAll(holds);
    copy.revocations = revocations.copy();
    copy.counts.putAll(counts);
    copy.bonusUsed.putAll(bonusUsed);
    copy.debt = debt;
    copy.seq = seq;
    copy.time = time;
    copy.touched = touched;
    copy.planKey = planKey;
    copy.dailyBonus = dailyBonus;
    copy.bonusCap = bonusCap;
    copy.rolloverCap = rolloverCap;
    copy.status = status;
    copy.periodStart = periodStart;
    copy.periodEnd = periodEnd;
    copy.stamp = stamp;
  }

  static String dayOf(long time) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC).toString();
  }

  static String monthOf(long time) {
    return YearMonth.from(Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC)).toString();
  }

  static long midnightAfter(long time) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  long available() {
    return pots.stream().mapToLong(pot -> pot.left).sum();
  }

  long held() {
    return pots.stream().mapToLong(pot -> pot.held).sum();
  }

  /** An entry; {@code touches} when it is a command's own doing. */
  void write(String kind, long amount, long at, boolean touches) {
    seq++;
    time = Math.max(time, at);
    written.add(kind + " " + amount + " @" + time + " #" + seq);
    if (touches) {
      touched = dayOf(time);
    }
  }

  Pot pot(String id) {
    return pots.stream().filter(pot -> pot.id.equals(id)).findFirst().orElse(null);
  }

  void add(String id, String source, long amount, long expires) {
    pots.add(new Pot(id, source, amount, expires, seq + 1));
  }

  /** A grant; what was paid for repays debt first. */
  void grant(String id, String source, long amount, long expires, long now) {
    add(id, source, amount, expires);
    write("granted", amount, now, true);
    boolean repays = source.equals("package") || source.equals("subscription");
    long repaid = repays ? Math.min(debt, amount) : 0;
    if (repaid > 0) {
      Pot pot = pot(id);
      pot.left -= repaid;
      pot.used += repaid;
      debt -= repaid;
      write("debt_repaid", -repaid, now, true);
    }
  }

  /** Takes the amount out in burn order and says what came from where. */
  Map<String, Long> take(long amount) {
    Map<String, Long> taken = new LinkedHashMap<>();
    long wanted = amount;
    while (wanted > 0) {
      Pot best = null;
      for (Pot pot : pots) {
        if (pot.left > 0 && !taken.containsKey(pot.id)) {
          best = best == null || pot.burnsBefore(best) ? pot : best;
        }
      }
      if (best == null) {
        break;
      }
      long part = Math.min(best.left, wanted);
      taken.put(best.id, part);
      best.left -= part;
      wanted -= part;
    }
    return taken;
  }

  /** What was taken has been used, now. */
  void use(Map<String, Long> taken, long at) {
    taken.forEach(
        (id, amount) -> {
          Pot pot = pot(id);
          pot.used += amount;
          if (pot.source.equals("daily")) {
            bonusUsed.merge(monthOf(at), amount, Long::sum);
          }
        });
  }

  void expire(Pot pot, long at) {
    long rest = pot.left;
    pot.left = 0;
    pot.expired += rest;
    write("expired", -rest, at, false);
  }

  /** Everything due up to that time, one after the other. */
  void pass(long now) {
    while (true) {
      long due = NEVER;
      Runnable doing = null;
      long warning = periodEnd - 3 * DAY;
      boolean active = status.equals("active") || status.equals("trialing");
      if (active && time < warning && wouldDiscard() > 0) {
        due = warning;
        doing = () -> write("discard_pending", 0, warning, false);
      }
      Pot oldest = null;
      for (Pot pot : pots) {
        boolean earlier = oldest == null || pot.expires < oldest.expires;
        boolean same = oldest != null && pot.expires == oldest.expires;
        if (pot.left > 0 && (earlier || (same && pot.burnsBefore(oldest)))) {
          oldest = pot;
        }
      }
      if (oldest != null && oldest.expires < due) {
        Pot pot = oldest;
        due = oldest.expires;
        doing = () -> expire(pot, pot.expires);
      }
      for (Reservation hold : holds.values()) {
        if (hold.ends() < due) {
          due = hold.ends();
          doing = () -> timeOut(hold);
        }
      }
      if (doing == null || due > now) {
        return;
      }
      doing.run();
    }
  }

  private void timeOut(Reservation hold) {
    holds.remove(hold.id());
    giveBack(hold.parts());
    write("hold_expired", 0, hold.ends(), false);
    afterHold(hold, hold.ends());
  }

  void giveBack(Map<String, Long> parts) {
    parts.forEach(
        (id, amount) -> {
          Pot pot = pot(id);
          pot.held -= amount;
          pot.left += amount;
        });
  }

  void afterHold(Reservation hold, long at) {
    expireReturned(at);
    for (String part : hold.parts().keySet()) {
      revocations.settle(this, part.startsWith("rollover/") ? part.substring(9) : part, at);
    }
  }

  void expireReturned(long at) {
    while (true) {
      Pot first = null;
      for (Pot pot : pots) {
        if (pot.left > 0 && pot.expires <= at) {
          boolean earlier = first == null || pot.expires < first.expires;
          boolean same = first != null && pot.expires == first.expires;
          first = earlier || (same && pot.burnsBefore(first)) ? pot : first;
        }
      }
      if (first == null) {
        return;
      }
      expire(first, at);
    }
  }

  long wouldDiscard() {
    long unused = 0;
    long rolled = 0;
    for (Pot pot : pots) {
      if (pot.source.equals("subscription") && pot.expires < NEVER) {
        unused += pot.left;
      }
      if (pot.source.equals("rollover") && pot.expires > periodEnd) {
        rolled += pot.left + pot.held;
      }
    }
    return Math.max(0, unused - Math.max(0, rolloverCap - rolled));
  }
}
