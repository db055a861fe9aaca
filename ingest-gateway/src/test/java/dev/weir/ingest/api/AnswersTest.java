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

  @Test
  void aRefusalIsASentenceThatEndsWithWhatItIsAbout() {
    DecisionRecord decision = new DecisionRecord();
    decision.setDecision("rejected");
    decision.setCode("hold_not_found");
    decision.setDetail("h-1");
    assertThat(Answers.problem(decision).detail()).isEqualTo("There is no such hold: h-1");
    decision.setDetail("");
    assertThat(Answers.problem(decision).detail()).isEqualTo("There is no such hold.");
  }

  @Test
  void aRefusalInAnotherEndpointsWordsIsStillTheAnswerToItsId() {
    DecisionRecord decision = new DecisionRecord();
    decision.setDecision("rejected");
    decision.setCode("hold_not_found");
    decision.setReplayed(true);
    Problem problem = Answers.problem(decision, "build_not_found", "There is no such build.");
    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.code()).isEqualTo("build_not_found");
    assertThat(problem.isRemembered()).isTrue();
    assertThat(problem.headers()).containsEntry(Answers.REPLAYED, "true");
  }
}
