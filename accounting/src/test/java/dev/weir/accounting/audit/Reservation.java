package dev.weir.accounting.audit;

import dev.weir.accounting.Policy;
import java.util.Map;

/** A hold as the auditor sees it. */
record Reservation(
    String id, Map<String, Long> parts, Policy policy, long limit, long ends, boolean build) {

  long amount() {
    return parts.values().stream().mapToLong(Long::longValue).sum();
  }
}
