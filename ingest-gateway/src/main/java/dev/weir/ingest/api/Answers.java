package dev.weir.ingest.api;

import dev.weir.accounting.Outcome;
import dev.weir.accounting.Rejection;
import dev.weir.edge.answer.Shown;
import dev.weir.edge.http.Position;
import dev.weir.edge.problem.Problem;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.codec.Codec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** The one place where a decision becomes HTTP. */
public final class Answers {
  public static final String REPLAYED = "Idempotency-Replayed";
  private static final String REJECTED = "rejected";
  private static final Set<Rejection> NOT_REMEMBERED =
      Set.of(Rejection.IDEMPOTENCY_KEY_REUSED, Rejection.ACCOUNT_TOO_LARGE);

  private final DecisionRecord decision;
  private final Outcome outcome;
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  private Answers(DecisionRecord decision) {
    this.decision = decision;
    this.outcome = Codec.outcome(decision);
    members.put("decision", decision.getDecision());
  }

  /** Of an accepted decision, the first time or again; a rejection is thrown as its problem. */
  public static Answers of(DecisionRecord decision) {
    if (decision.getDecision().equals(REJECTED)) {
      throw problem(decision);
    }
    return new Answers(decision);
  }

  public static boolean rejected(DecisionRecord decision) {
    return decision.getDecision().equals(REJECTED);
  }

  /** A rejection as our own endpoints tell it. */
  public static Problem problem(DecisionRecord decision) {
    Rejection rejection = Rejection.parse(String.valueOf(decision.getCode()));
    return problem(decision, rejection.code(), said(rejection, decision.getDetail()));
  }

  /** What the code means, and then what it is about, which may be no more than an id. */
  private static String said(Rejection rejection, @Nullable String about) {
    String meaning = rejection.sentence();
    return about == null || about.isEmpty()
        ? meaning
        : meaning.replaceFirst("\\.$", "") + ": " + about;
  }

  /** The same in the words of another endpoint. */
  public static Problem problem(DecisionRecord decision, String code, String said) {
    Rejection rejection = Rejection.parse(String.valueOf(decision.getCode()));
    Problem problem = Problem.of(rejection.httpStatus(), code, said);
    if (!NOT_REMEMBERED.contains(rejection)) {
      problem.remembered();
    }
    if (rejection == Rejection.INSUFFICIENT_BALANCE) {
      problem.with("required", Shown.amount(decision.getRequired()));
      problem.with("available", Shown.amount(decision.getAvailable()));
    }
    if (decision.getReplayed()) {
      problem.header(REPLAYED, "true");
    }
    return problem;
  }

  ResponseEntity<Map<String, @Nullable Object>> granted(int status) {
    members.put("grantId", decision.getId());
    return whole(status);
  }

  ResponseEntity<Map<String, @Nullable Object>> revoked() {
    members.put("revoked", Shown.amount(outcome.revoked()));
    members.put("debt", Shown.amount(outcome.debt()));
    return whole(200);
  }

  ResponseEntity<Map<String, @Nullable Object>> charged() {
    members.put("chargeId", decision.getId());
    members.put("charged", Shown.amount(outcome.charged()));
    members.put("shortfall", Shown.amount(outcome.shortfall()));
    members.put("draws", Shown.draws(outcome.draws()));
    return whole(200);
  }

  ResponseEntity<Map<String, @Nullable Object>> held() {
    members.put("holdId", decision.getId());
    members.put("held", Shown.amount(outcome.drawn()));
    members.put("expiresAt", Shown.time(outcome.expiresAt()));
    return whole(201);
  }

  ResponseEntity<Map<String, @Nullable Object>> settled() {
    members.put("charged", Shown.amount(outcome.charged()));
    members.put("released", Shown.amount(outcome.released()));
    members.put("shortfall", Shown.amount(outcome.shortfall()));
    members.put("draws", Shown.draws(outcome.draws()));
    return whole(200);
  }

  private ResponseEntity<Map<String, @Nullable Object>> whole(int status) {
    members.put("seq", decision.getSeq());
    var balance = decision.getBalance();
    members.put("balance", balance == null ? null : Shown.balance(balance));
    return headers(ResponseEntity.status(status), decision).body(members);
  }

  /** What every write says beside its body: where to read it, and whether it happened before. */
  public static ResponseEntity.BodyBuilder headers(
      ResponseEntity.BodyBuilder answer, DecisionRecord decision) {
    answer.header(Position.HEADER, new Position.Seq(decision.getSeq()).text());
    if (decision.getReplayed()) {
      answer.header(REPLAYED, "true");
    }
    return answer;
  }
}
