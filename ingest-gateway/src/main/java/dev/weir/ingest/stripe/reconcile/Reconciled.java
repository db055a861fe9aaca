package dev.weir.ingest.stripe.reconcile;

import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison has found.
 *
 * @param missing paid and not granted
 * @param extra granted and not paid
 */
record Reconciled(int paid, int granted, List<Due> missing, List<Granted> extra) {

  boolean clean() {
    return missing.isEmpty() && extra.isEmpty();
  }

  /** For a person. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("compared: " + paid + " paid objects and " + granted + " grants");
    lines.add("paid at Stripe without a grant: " + missing.size());
    missing.forEach(each -> lines.add("  " + each.line()));
    lines.add("granted without a paid object at Stripe: " + extra.size());
    extra.forEach(each -> lines.add("  " + each.line()));
    if (!missing.isEmpty()) {
      lines.add("./weir replay-stripe --from-api --since … grants what is missing.");
    }
    return lines;
  }
}
