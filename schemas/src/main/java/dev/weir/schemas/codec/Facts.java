package dev.weir.schemas.codec;

import dev.weir.accounting.Fact;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.schemas.avro.CapturedFact;
import dev.weir.schemas.avro.ChargedFact;
import dev.weir.schemas.avro.DebtRepaidFact;
import dev.weir.schemas.avro.DiscardPendingFact;
import dev.weir.schemas.avro.DiscardedFact;
import dev.weir.schemas.avro.ExpiredFact;
import dev.weir.schemas.avro.GrantedFact;
import dev.weir.schemas.avro.HeldFact;
import dev.weir.schemas.avro.HoldExpiredFact;
import dev.weir.schemas.avro.PlanChangedFact;
import dev.weir.schemas.avro.PlanTermsRecord;
import dev.weir.schemas.avro.ReleasedFact;
import dev.weir.schemas.avro.RevokedFact;
import dev.weir.schemas.avro.RolledOverFact;
import dev.weir.schemas.avro.SettledFact;
import dev.weir.schemas.avro.TrackedFact;
import org.jspecify.annotations.Nullable;

/** One record per fact. */
final class Facts {

  private Facts() {}

  static Object toWire(Fact fact) {
    return switch (fact) {
      case Fact.Granted f -> granted(f);
      case Fact.Charged f -> new ChargedFact(f.shortfall(), f.debt());
      case Fact.Tracked f -> new TrackedFact(f.month(), f.quantity());
      case Fact.Held f -> held(f);
      case Fact.Captured f -> captured(f);
      case Fact.Released f -> new ReleasedFact(f.hold());
      case Fact.HoldExpired f -> new HoldExpiredFact(f.hold());
      case Fact.Expired f -> new ExpiredFact(f.bucket());
      case Fact.Revoked f -> revoked(f);
      case Fact.Settled f -> new SettledFact(f.grant(), f.debt().grant(), f.debt().account());
      case Fact.RolledOver f ->
          new RolledOverFact(
              f.from(), f.into(), f.rolled(), Common.expiry(f.expiresAt()), f.late());
      case Fact.Discarded f -> new DiscardedFact();
      case Fact.DiscardPending f -> new DiscardPendingFact(f.pending(), f.periodEnd());
      case Fact.DebtRepaid f -> new DebtRepaidFact();
      case Fact.PlanChanged f ->
          new PlanChangedFact(Common.plan(f.plan()), Common.subscription(f.subscription()));
    };
  }

  private static GrantedFact granted(Fact.Granted fact) {
    PlanTerms opening = fact.opening();
    return new GrantedFact(
        fact.bucket(),
        fact.source().text(),
        Common.expiry(fact.expiresAt()),
        opening == null ? null : Common.plan(opening));
  }

  private static HeldFact held(Fact.Held fact) {
    return new HeldFact(
        fact.hold(),
        fact.expiresAt(),
        fact.policy().text(),
        fact.overdraftLimit(),
        fact.shortfall(),
        Common.build(fact.build()));
  }

  private static CapturedFact captured(Fact.Captured fact) {
    return new CapturedFact(
        fact.hold(),
        Common.draws(fact.fromHold()),
        Common.draws(fact.back()),
        fact.shortfall(),
        fact.debt());
  }

  private static RevokedFact revoked(Fact.Revoked fact) {
    return new RevokedFact(
        fact.grant(),
        fact.cause(),
        fact.target(),
        fact.restored(),
        fact.debt().grant(),
        fact.debt().account(),
        Common.draws(fact.back()));
  }

  static Fact fromWire(Object fact) {
    return switch (fact) {
      case GrantedFact f ->
          new Fact.Granted(
              f.getBucket(),
              Source.parse(f.getSource()),
              Common.expiry(f.getExpiresAt()),
              plan(f.getOpening()));
      case ChargedFact f -> new Fact.Charged(f.getShortfall(), f.getDebt());
      case TrackedFact f -> new Fact.Tracked(f.getMonth(), f.getQuantity());
      case HeldFact f -> held(f);
      case CapturedFact f -> captured(f);
      case ReleasedFact f -> new Fact.Released(f.getHold());
      case HoldExpiredFact f -> new Fact.HoldExpired(f.getHold());
      case ExpiredFact f -> new Fact.Expired(f.getBucket());
      case RevokedFact f -> revoked(f);
      case SettledFact f ->
          new Fact.Settled(f.getGrant(), new Fact.Owed(f.getGrantDebt(), f.getAccountDebt()));
      case RolledOverFact f ->
          new Fact.RolledOver(
              f.getFrom(),
              f.getInto(),
              f.getRolled(),
              Common.expiry(f.getExpiresAt()),
              f.getLate());
      case DiscardedFact f -> new Fact.Discarded();
      case DiscardPendingFact f -> new Fact.DiscardPending(f.getPending(), f.getPeriodEnd());
      case DebtRepaidFact f -> new Fact.DebtRepaid();
      case PlanChangedFact f ->
          new Fact.PlanChanged(Common.plan(f.getPlan()), Common.subscription(f.getSubscription()));
      default ->
          throw new IllegalArgumentException("not a fact: " + fact.getClass().getSimpleName());
    };
  }

  private static Fact held(HeldFact fact) {
    return new Fact.Held(
        fact.getHold(),
        fact.getExpiresAt(),
        Policy.parse(fact.getPolicy()),
        fact.getOverdraftLimit(),
        fact.getShortfall(),
        Common.build(fact.getBuild()));
  }

  private static Fact captured(CapturedFact fact) {
    return new Fact.Captured(
        fact.getHold(),
        Common.drawsOf(fact.getFromHold()),
        Common.drawsOf(fact.getBack()),
        fact.getShortfall(),
        fact.getDebt());
  }

  private static Fact revoked(RevokedFact fact) {
    return new Fact.Revoked(
        fact.getGrant(),
        fact.getCause(),
        fact.getTarget(),
        fact.getRestored(),
        new Fact.Owed(fact.getGrantDebt(), fact.getAccountDebt()),
        Common.drawsOf(fact.getBack()));
  }

  private static @Nullable PlanTerms plan(@Nullable PlanTermsRecord plan) {
    return plan == null ? null : Common.plan(plan);
  }
}
