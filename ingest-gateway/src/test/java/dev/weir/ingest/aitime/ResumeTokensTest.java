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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResumeTokensTest {
  private static final long NOW = 1_900_000_000_000L;

  private final ResumeTokens tokens = new ResumeTokens();

  @Test
  void eitherSecretOfARotationOpensAToken() {
    String token = tokens.issue(caller("old"), "ann", "build", NOW);
    assertThat(tokens.check(token, caller("new", "old"), "ann", "build", NOW)).isNotEmpty();
    assertThatThrownBy(() -> tokens.check(token, caller("new"), "ann", "build", NOW))
        .isInstanceOf(Problem.class);
  }

  /** What is missing to a user is said all the same. */
  @Test
  void aTenantWithoutSecretsIsGivenNoTokenAndHasNone() {
    String foreign = tokens.issue(caller("theirs"), "ann", "build", NOW);
    assertThat(tokens.issue(caller(), "ann", "build", NOW)).isNull();
    assertThatThrownBy(() -> tokens.check(foreign, caller(), "ann", "build", NOW))
        .isInstanceOfSatisfying(
            Problem.class, refused -> assertThat(refused.code()).isEqualTo("resume_token_invalid"));
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
