package dev.weir.edge.aitime;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weir.accounting.pricing.Catalog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something to buy for somebody who is short: a package by its key, or an upgrade by its plan. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Suggestion(
    String type, @Nullable String key, @Nullable String plan, @Nullable Long minutes) {

  private static final long MINUTE = 60_000_000;

  /**
   * The smallest package that covers the deficit, else the largest; and for somebody without a
   * subscription the next plan up.
   */
  public static List<Suggestion> of(
      Catalog catalog, long deficit, String planKey, boolean subscribed) {
    List<Suggestion> all = new ArrayList<>();
    catalog
        .covering(deficit)
        .ifPresent(p -> all.add(new Suggestion("package", p.key(), null, p.amount() / MINUTE)));
    if (!subscribed) {
      catalog
          .nextUp(planKey)
          .ifPresent(p -> all.add(new Suggestion("upgrade", null, p.key(), p.monthly() / MINUTE)));
    }
    return all;
  }
}
