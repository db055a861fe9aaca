package dev.weir.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.accounting.Mode;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantDocument;
import dev.weir.edge.tenants.TestTenants;
import org.junit.jupiter.api.Test;

class CallerTest {

  @Test
  void anUnknownPlanIsBlamedOnWhatNamedIt() {
    assertThat(refusal(Scope.ORDINARY).members()).containsEntry("field", "X-User-Plan");
    assertThat(refusal(Scope.END_USER).members()).containsEntry("field", "plan");
  }

  private static Problem refusal(Scope scope) {
    var dream = TenantDocument.parse(TestTenants.resource("/tenants/dream.json"));
    Caller caller = new Caller(dream, Mode.LIVE, scope, "ann", "gold");
    return catchThrowableOfType(Problem.class, caller::tier);
  }
}
