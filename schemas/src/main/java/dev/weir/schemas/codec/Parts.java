package dev.weir.schemas.codec;

import dev.weir.accounting.Bucket;
import dev.weir.accounting.Gone;
import dev.weir.accounting.Hold;
import dev.weir.accounting.Lot;
import dev.weir.accounting.Note;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Revocation;
import dev.weir.accounting.Source;
import dev.weir.schemas.avro.BucketRecord;
import dev.weir.schemas.avro.HoldRecord;
import dev.weir.schemas.avro.RevocationRecord;
import dev.weir.schemas.avro.RevocationTargetRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What an account consists of, both ways. */
final class Parts {

  private Parts() {}

  static BucketRecord bucket(Bucket bucket) {
    Gone gone = bucket.gone();
    return new BucketRecord(
        bucket.id(),
        bucket.source().text(),
        bucket.granted(),
        bucket.grantedAt(),
        Common.expiry(bucket.expiresAt()),
        bucket.seq(),
        bucket.remaining(),
        bucket.held(),
        bucket.consumed(),
        gone.expired(),
        gone.revoked(),
        gone.rolledOver(),
        gone.discarded());
  }

  static Bucket bucket(BucketRecord wire) {
    Lot lot =
        new Lot(
            wire.getId(),
            Source.parse(wire.getSource()),
            wire.getGranted(),
            wire.getGrantedAt(),
            Common.expiry(wire.getExpiresAt()),
            wire.getSeq());
    Gone gone =
        new Gone(wire.getExpired(), wire.getRevoked(), wire.getRolledOver(), wire.getDiscarded());
    return new Bucket(lot, wire.getRemaining(), wire.getHeld(), wire.getConsumed(), gone);
  }

  static HoldRecord hold(Hold hold) {
    Note note = hold.note();
    return new HoldRecord(
        hold.id(),
        Common.draws(hold.parts()),
        hold.policy().text(),
        hold.overdraftLimit(),
        hold.placedAt(),
        hold.expiresAt(),
        Common.build(hold.build()),
        note.operation(),
        note.reason(),
        note.metadata());
  }

  static Hold hold(HoldRecord wire) {
    return new Hold(
        wire.getId(),
        Common.drawsOf(wire.getParts()),
        Policy.parse(wire.getPolicy()),
        wire.getOverdraftLimit(),
        wire.getPlacedAt(),
        wire.getExpiresAt(),
        Common.build(wire.getBuild()),
        Common.note(wire.getOperation(), wire.getReason(), wire.getMetadata()));
  }

  static Map<String, RevocationRecord> revocations(Map<String, Revocation> revocations) {
    return sorted(
        revocations,
        revocation ->
            new RevocationRecord(
                sorted(
                    revocation.targets(),
                    target -> new RevocationTargetRecord(target.amount(), target.over())),
                revocation.debt()));
  }

  /** The domain's maps have no order of their own, and equal accounts must have equal bytes. */
  private static <A, B> Map<String, B> sorted(Map<String, A> from, Function<A, B> each) {
    if (from.isEmpty()) {
      return Map.of();
    }
    Map<String, B> result = new TreeMap<>();
    from.forEach((key, value) -> result.put(key, each.apply(value)));
    return result;
  }

  static Map<String, Revocation> revocationsOf(Map<String, RevocationRecord> wire) {
    Map<String, Revocation> result = HashMap.newHashMap(wire.size());
    wire.forEach((grant, revocation) -> result.put(grant, revocation(revocation)));
    return result;
  }

  private static Revocation revocation(RevocationRecord wire) {
    Map<String, Revocation.Target> targets = HashMap.newHashMap(wire.getTargets().size());
    wire.getTargets()
        .forEach(
            (cause, target) ->
                targets.put(cause, new Revocation.Target(target.getAmount(), target.getOver())));
    return new Revocation(targets, wire.getDebt());
  }
}
