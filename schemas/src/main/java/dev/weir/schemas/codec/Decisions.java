package dev.weir.schemas.codec;

import dev.weir.accounting.Account;
import dev.weir.accounting.Decision;
import dev.weir.accounting.Outcome;
import dev.weir.accounting.Remembered;
import dev.weir.accounting.Verb;
import dev.weir.schemas.avro.BalanceBucketRecord;
import dev.weir.schemas.avro.BalanceRecord;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.DecisionRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions as the asking gateway reads them and as the dedupe store keeps them. */
final class Decisions {

  private static final String ACCEPTED = "accepted";
  private static final String DUPLICATE = "duplicate";
  private static final String REJECTED = "rejected";

  private Decisions() {}

  static DecisionRecord accepted(Asked asked, Decision.Accepted decision) {
    Outcome outcome = decision.outcome();
    DecisionRecord wire = decided(asked, ACCEPTED);
    wire.setCharged(outcome.charged());
    wire.setReleased(outcome.released());
    wire.setShortfall(outcome.shortfall());
    wire.setRevoked(outcome.revoked());
    wire.setDebt(outcome.debt());
    wire.setExpiresAt(outcome.expiresAt());
    wire.setCount(outcome.count());
    wire.setDraws(Common.draws(outcome.draws()));
    wire.setSeq(decision.after().seq());
    show(wire, asked, decision.after());
    return wire;
  }

  static DecisionRecord rejected(Asked asked, Decision.Rejected decision, @Nullable Account shown) {
    DecisionRecord wire = decided(asked, REJECTED);
    wire.setCode(decision.code().code());
    wire.setDetail(decision.detail());
    wire.setRequired(decision.required());
    wire.setAvailable(decision.available());
    if (shown != null) {
      show(wire, asked, shown);
    }
    return wire;
  }

  private static void show(DecisionRecord wire, Asked asked, Account account) {
    if (asked.wire().getReplyTo() != Envelope.NOBODY) {
      wire.setBalance(balance(account));
      wire.setPlan(account.plan().key());
      wire.setSubscribed(account.subscription().active());
    }
  }

  private static DecisionRecord decided(Asked asked, String decision) {
    DecisionRecord wire = new DecisionRecord();
    wire.setDecision(decision);
    wire.setVerb(asked.command().verb().name());
    wire.setDraws(List.of());
    wire.setFingerprint(asked.command().verb().fingerprint());
    wire.setTime(Math.max(asked.time(), eventTime(asked.command().verb())));
    address(wire, asked);
    return wire;
  }

  /** An event may be a little ahead, and is known for as long as it is not too old. */
  private static long eventTime(Verb verb) {
    return verb instanceof Verb.Charge charge ? charge.eventTime() : 0;
  }

  private static void address(DecisionRecord wire, Asked asked) {
    CommandRecord command = asked.wire();
    wire.setTenant(command.getTenant());
    wire.setMode(command.getMode());
    wire.setUser(command.getUser());
    wire.setId(command.getId());
    wire.setCorrelation(command.getCorrelation());
    wire.setReplyTo(command.getReplyTo());
    wire.setCommandPartition(asked.position().partition());
    wire.setCommandOffset(asked.position().offset());
    wire.setTraceparent(command.getTraceparent());
  }

  static DecisionRecord replay(Asked asked, DecisionRecord original) {
    DecisionRecord wire = copy(original);
    address(wire, asked);
    wire.setReplayed(true);
    if (original.getDecision().equals(ACCEPTED)) {
      wire.setDecision(DUPLICATE);
    }
    return wire;
  }

  static DecisionRecord kept(DecisionRecord decision) {
    DecisionRecord kept = copy(decision);
    kept.setTenant("");
    kept.setMode("");
    kept.setUser("");
    kept.setId("");
    kept.setCorrelation(null);
    kept.setTraceparent(null);
    return kept;
  }

  private static DecisionRecord copy(DecisionRecord original) {
    DecisionRecord copy = new DecisionRecord();
    int fields = original.getSchema().getFields().size();
    for (int field = 0; field < fields; field++) {
      copy.put(field, original.get(field));
    }
    return copy;
  }

  static Remembered remembered(DecisionRecord wire) {
    boolean accepted = !wire.getDecision().equals(REJECTED);
    return new Remembered(wire.getFingerprint(), wire.getVerb(), accepted, wire.getTime());
  }

  static Outcome outcome(DecisionRecord wire) {
    return new Outcome(
        wire.getCharged(),
        wire.getReleased(),
        wire.getShortfall(),
        wire.getRevoked(),
        wire.getDebt(),
        wire.getExpiresAt(),
        wire.getCount(),
        Common.drawsOf(wire.getDraws()));
  }

  static BalanceRecord balance(Account account) {
    return new BalanceRecord(
        account.total(),
        account.available(),
        account.held(),
        account.debt(),
        Common.all(
            account.buckets().live(),
            bucket ->
                new BalanceBucketRecord(
                    bucket.id(),
                    bucket.source().text(),
                    bucket.granted(),
                    bucket.remaining(),
                    bucket.held(),
                    bucket.grantedAt(),
                    Common.expiry(bucket.expiresAt()))),
        account.seq());
  }
}
