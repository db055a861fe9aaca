package dev.weir.schemas.codec;

import dev.weir.accounting.Metered;
import dev.weir.accounting.Note;
import dev.weir.accounting.PaidPeriod;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.Verb;
import dev.weir.schemas.avro.CaptureVerb;
import dev.weir.schemas.avro.ChangePlanVerb;
import dev.weir.schemas.avro.ChargeVerb;
import dev.weir.schemas.avro.GrantVerb;
import dev.weir.schemas.avro.HoldVerb;
import dev.weir.schemas.avro.OpenVerb;
import dev.weir.schemas.avro.PaidPeriodRecord;
import dev.weir.schemas.avro.ProgressVerb;
import dev.weir.schemas.avro.ReleaseVerb;
import dev.weir.schemas.avro.RenewVerb;
import dev.weir.schemas.avro.RevokeVerb;
import dev.weir.schemas.avro.TouchVerb;
import dev.weir.schemas.avro.TrackVerb;
import org.jspecify.annotations.Nullable;

/** One record per verb; the note stands in the command's record. */
final class Verbs {

  private Verbs() {}

  static Object toWire(Verb verb) {
    return switch (verb) {
      case Verb.Grant v -> new GrantVerb(v.source().text(), v.amount(), v.expiresAt());
      case Verb.Charge v -> charge(v);
      case Verb.PlaceHold v -> hold(v);
      case Verb.Capture v ->
          new CaptureVerb(
              v.holdId(), v.amount(), text(v.policy()), v.overdraftLimit(), v.byWorker());
      case Verb.Release v -> new ReleaseVerb(v.holdId(), v.byWorker());
      case Verb.ReportProgress v -> new ProgressVerb(v.holdId(), v.type());
      case Verb.Revoke v -> new RevokeVerb(v.grantId(), v.cause(), v.target(), v.restored());
      case Verb.Renew v -> renew(v);
      case Verb.ChangePlan v ->
          new ChangePlanVerb(Common.plan(v.plan()), v.status(), v.stamp(), v.periodEnd());
      case Verb.Open v -> new OpenVerb(Common.opening(v.what()));
      case Verb.Track v -> new TrackVerb(v.quantity(), v.limit());
      case Verb.Touch v -> new TouchVerb();
    };
  }

  private static ChargeVerb charge(Verb.Charge verb) {
    Metered metered = verb.metered();
    return new ChargeVerb(
        verb.amount(),
        verb.policy().text(),
        verb.overdraftLimit(),
        metered == null ? null : metered.meter(),
        metered == null ? null : metered.quantity(),
        metered == null ? null : metered.priceVersion(),
        verb.eventTime());
  }

  private static HoldVerb hold(Verb.PlaceHold verb) {
    return new HoldVerb(
        verb.amount(),
        verb.timeoutMs(),
        verb.policy().text(),
        verb.overdraftLimit(),
        Common.build(verb.build()),
        verb.resumeId());
  }

  private static RenewVerb renew(Verb.Renew verb) {
    return new RenewVerb(
        Common.plan(verb.plan()),
        verb.status(),
        verb.amount(),
        verb.periodStart(),
        verb.periodEnd(),
        verb.stamp(),
        Common.all(
            verb.others(),
            each -> new PaidPeriodRecord(each.grant(), each.start(), Common.plan(each.plan()))));
  }

  private static @Nullable String text(@Nullable Policy policy) {
    return policy == null ? null : policy.text();
  }

  static Verb fromWire(Object verb, Note note) {
    return switch (verb) {
      case GrantVerb v ->
          new Verb.Grant(Source.parse(v.getSource()), v.getAmount(), v.getExpiresAt(), note);
      case ChargeVerb v -> charge(v, note);
      case HoldVerb v -> hold(v, note);
      case CaptureVerb v ->
          new Verb.Capture(
              v.getHoldId(),
              v.getAmount(),
              policy(v.getPolicy()),
              v.getOverdraftLimit(),
              v.getByWorker(),
              note);
      case ReleaseVerb v -> new Verb.Release(v.getHoldId(), v.getByWorker(), note);
      case ProgressVerb v -> new Verb.ReportProgress(v.getHoldId(), v.getType(), note);
      case RevokeVerb v ->
          new Verb.Revoke(v.getGrantId(), v.getCause(), v.getTarget(), v.getRestored(), note);
      case RenewVerb v -> renew(v, note);
      case ChangePlanVerb v ->
          new Verb.ChangePlan(
              Common.plan(v.getPlan()), v.getStatus(), v.getStamp(), v.getPeriodEnd(), note);
      case OpenVerb v -> new Verb.Open(Common.opening(v.getWhat()), note);
      case TrackVerb v -> new Verb.Track(v.getQuantity(), v.getLimit(), note);
      case TouchVerb v -> new Verb.Touch();
      default ->
          throw new IllegalArgumentException(
              "not an account's verb: " + verb.getClass().getSimpleName());
    };
  }

  private static Verb charge(ChargeVerb verb, Note note) {
    return new Verb.Charge(
        verb.getAmount(),
        Policy.parse(verb.getPolicy()),
        verb.getOverdraftLimit(),
        metered(verb),
        verb.getEventTime(),
        note);
  }

  private static @Nullable Metered metered(ChargeVerb verb) {
    if (verb.getMeter() == null) {
      return null;
    }
    if (verb.getQuantity() == null || verb.getPriceVersion() == null) {
      throw new IllegalArgumentException("a meter without its quantity or price version");
    }
    return new Metered(verb.getMeter(), verb.getQuantity(), verb.getPriceVersion());
  }

  private static Verb hold(HoldVerb verb, Note note) {
    return new Verb.PlaceHold(
        verb.getAmount(),
        verb.getTimeoutMs(),
        Policy.parse(verb.getPolicy()),
        verb.getOverdraftLimit(),
        Common.build(verb.getBuild()),
        verb.getResumeId(),
        note);
  }

  private static Verb renew(RenewVerb verb, Note note) {
    return new Verb.Renew(
        Common.plan(verb.getPlan()),
        verb.getStatus(),
        verb.getAmount(),
        verb.getPeriodStart(),
        verb.getPeriodEnd(),
        verb.getStamp(),
        Common.all(
            verb.getOthers(),
            each -> new PaidPeriod(each.getGrant(), each.getStart(), Common.plan(each.getPlan()))),
        note);
  }

  private static @Nullable Policy policy(@Nullable String text) {
    return text == null ? null : Policy.parse(text);
  }
}
