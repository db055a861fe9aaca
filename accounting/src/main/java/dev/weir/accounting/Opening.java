package dev.weir.accounting;

import java.util.List;

/** What an account starts with: its plan and its first grants. */
public record Opening(PlanTerms plan, List<OpeningGrant> grants) {

  public Opening {
    grants = List.copyOf(grants);
  }
}
