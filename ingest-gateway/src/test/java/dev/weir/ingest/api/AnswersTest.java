package dev.weir.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.edge.problem.Problem;
import dev.weir.schemas.avro.DecisionRecord;
import org.junit.jupiter.api.Test;

class AnswersTest {

  @Test
  void whatIsTooLargeToBeWrittenIsARefusalThatMayBeAskedForAgain() {
    DecisionRecord decision = new DecisionRecord();
    decision.setDecision("rejected");
    decision.setCode("account_too_large");
    decision.setDetail("");
    Problem problem = Answers.problem(decision);
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.code()).isEqualTo("account_too_large");
    assertThat(problem.isRemembered()).isFalse();
  }
}
