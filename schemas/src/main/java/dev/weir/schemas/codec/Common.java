package dev.weir.schemas.codec;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Build;
import dev.weir.accounting.Draw;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Note;
import dev.weir.accounting.Opening;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.PlanTerms;
import dev.weir.accounting.Source;
import dev.weir.accounting.Subscription;
import dev.weir.schemas.avro.BuildWorkRecord;
import dev.weir.schemas.avro.DrawRecord;
import dev.weir.schemas.avro.OpeningGrantRecord;
import dev.weir.schemas.avro.OpeningRecord;
import dev.weir.schemas.avro.PlanTermsRecord;
import dev.weir.schemas.avro.SubscriptionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The small types that several records share, both ways. */
final class Common {

  private Common() {}

  static AccountKey key(String tenant, String mode, String user) {
    return new AccountKey(tenant, Mode.parse(mode), user);
  }

  /** On the wire, never is null. */
  static @Nullable Long expiry(long expiresAt) {
    return expiresAt == Bucket.NEVER ? null : expiresAt;
  }

  static long expiry(@Nullable Long expiresAt) {
    return expiresAt == null ? Bucket.NEVER : expiresAt;
  }

  static Note note(@Nullable String operation, @Nullable String reason, @Nullable String metadata) {
    return operation == null && reason == null && metadata == null
        ? Note.NONE
        : new Note(operation, reason, metadata);
  }

  static List<DrawRecord> draws(List<Draw> draws) {
    return all(draws, draw -> new DrawRecord(draw.bucket(), draw.source().text(), draw.amount()));
  }

  static List<Draw> drawsOf(List<DrawRecord> draws) {
    return all(
        draws,
        draw -> new Draw(draw.getBucket(), Source.parse(draw.getSource()), draw.getAmount()));
  }

  static <A, B> List<B> all(List<A> from, Function<A, B> each) {
    if (from.isEmpty()) {
      return List.of();
    }
    List<B> result = new ArrayList<>(from.size());
    for (A one : from) {
      result.add(each.apply(one));
    }
    return result;
  }

  static PlanTermsRecord plan(PlanTerms plan) {
    return new PlanTermsRecord(
        plan.key(), plan.dailyBonus(), plan.monthlyBonusCap(), plan.rolloverCap());
  }

  static PlanTerms plan(PlanTermsRecord plan) {
    return new PlanTerms(
        plan.getKey(), plan.getDailyBonus(), plan.getMonthlyBonusCap(), plan.getRolloverCap());
  }

  static SubscriptionRecord subscription(Subscription subscription) {
    return new SubscriptionRecord(
        subscription.status(),
        subscription.periodStart(),
        subscription.periodEnd(),
        subscription.stamp());
  }

  static Subscription subscription(SubscriptionRecord subscription) {
    return new Subscription(
        subscription.getStatus(),
        subscription.getPeriodStart(),
        subscription.getPeriodEnd(),
        subscription.getStamp());
  }

  static OpeningRecord opening(Opening opening) {
    return new OpeningRecord(
        plan(opening.plan()),
        all(
            opening.grants(),
            grant ->
                new OpeningGrantRecord(
                    grant.source().text(),
                    grant.amount(),
                    grant.reason(),
                    expiry(grant.expiresAt()))));
  }

  static Opening opening(OpeningRecord opening) {
    return new Opening(
        plan(opening.getPlan()),
        all(
            opening.getGrants(),
            grant ->
                new OpeningGrant(
                    Source.parse(grant.getSource()),
                    grant.getAmount(),
                    grant.getReason(),
                    expiry(grant.getExpiresAt()))));
  }

  static @Nullable BuildWorkRecord build(@Nullable Build build) {
    return build == null
        ? null
        : new BuildWorkRecord(
            build.operation(), build.projectId(), build.size(), build.update(), build.payload());
  }

  static @Nullable Build build(@Nullable BuildWorkRecord build) {
    return build == null
        ? null
        : new Build(
            build.getOperation(),
            build.getProjectId(),
            build.getSize(),
            build.getUpdate(),
            build.getPayload());
  }
}
