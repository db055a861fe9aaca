package dev.weir.ingest.aitime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.accounting.Mode;
import dev.weir.accounting.pricing.PriceBook;
import dev.weir.edge.auth.Caller;
import dev.weir.edge.auth.Scope;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Secret;
import dev.weir.edge.tenants.Tenant;
import dev.weir.schemas.avro.DecisionRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResumeTokensTest {
  private static final long NOW = 1_900_000_000_000L;
  private static final long HOUR = 3_600_000;

  @Test
  void eitherSecretOfARotationOpensAToken() {
    String token = ResumeTokens.issue(caller("old"), "build", refusal("1", NOW));
    assertThat(ResumeTokens.check(token, caller("new", "old"), "ann", "build", NOW)).isNotEmpty();
    assertThatThrownBy(() -> ResumeTokens.check(token, caller("new"), "ann", "build", NOW))
        .isInstanceOf(Problem.class);
  }

  @Test
  void aRefusalToldAgainGivesTheSameTokenWithTheSameEnd() {
    Caller caller = caller("s");
    String token = ResumeTokens.issue(caller, "build", refusal("1", NOW));
    assertThat(ResumeTokens.issue(caller, "build", refusal("1", NOW))).isEqualTo(token);
    String id = ResumeTokens.check(token, caller, "ann", "build", NOW + HOUR - 1);
    assertThatThrownBy(() -> ResumeTokens.check(token, caller, "ann", "build", NOW + HOUR))
        .isInstanceOf(Problem.class);
    for (DecisionRecord other : List.of(refusal("2", NOW), refusal("1", NOW + 1))) {
      String another = ResumeTokens.issue(caller, "build", other);
      assertThat(ResumeTokens.check(another, caller, "ann", "build", NOW)).isNotEqualTo(id);
    }
  }

  /** What is missing to a user is said all the same. */
  @Test
  void aTenantWithoutSecretsIsGivenNoTokenAndHasNone() {
    String foreign = ResumeTokens.issue(caller("theirs"), "build", refusal("1", NOW));
    assertThat(ResumeTokens.issue(caller(), "build", refusal("1", NOW))).isNull();
    assertThatThrownBy(() -> ResumeTokens.check(foreign, caller(), "ann", "build", NOW))
        .isInstanceOfSatisfying(
            Problem.class, refused -> assertThat(refused.code()).isEqualTo("resume_token_invalid"));
  }

  private static DecisionRecord refusal(String id, long time) {
    DecisionRecord refusal = new DecisionRecord();
    refusal.setMode("live");
    refusal.setUser("ann");
    refusal.setId(id);
    refusal.setTime(time);
    return refusal;
  }

  private static Caller caller(String... hmac) {
    List<Secret> secrets = Stream.of(hmac).map(Secret::of).toList();
    Tenant.Keys keys =
        new Tenant.Keys(secrets, false, List.of(), List.of(), List.of(), List.of(), null);
    Tenant.Meters meters = new Tenant.Meters(new PriceBook("1", Map.of()), Map.of());
    Tenant.Terms terms = new Tenant.Terms(null, 0, "free", "2025-09-01", 0, Map.of(), meters);
    Tenant tenant = new Tenant("t", "seconds", true, false, keys, terms);
    return new Caller(tenant, Mode.LIVE, Scope.ORDINARY, null, null);
  }
}
