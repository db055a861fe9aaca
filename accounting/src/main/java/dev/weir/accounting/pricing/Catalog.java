package dev.weir.accounting.pricing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What can be bought, under an immutable version. Plans and packages are in ascending order. */
public record Catalog(
    String version, int rolloverDays, List<Plan> plans, List<PackageOffer> packages) {

  public Catalog {
    plans = List.copyOf(plans);
    packages = packages.stream().sorted(Comparator.comparingLong(PackageOffer::amount)).toList();
  }

  public Optional<Plan> plan(String key) {
    return plans.stream().filter(plan -> plan.key().equals(key)).findFirst();
  }

  public Optional<PackageOffer> offer(String key) {
    return packages.stream().filter(offer -> offer.key().equals(key)).findFirst();
  }

  /** The smallest package that covers the deficit, else the largest; empty without packages. */
  public Optional<PackageOffer> covering(long deficit) {
    return packages.stream()
        .filter(offer -> offer.amount() >= deficit)
        .findFirst()
        .or(() -> packages.isEmpty() ? Optional.empty() : Optional.of(packages.getLast()));
  }

  /** The next plan up from one that is named, or the first one that costs something. */
  public Optional<Plan> nextUp(String key) {
    for (int i = 0; i < plans.size() - 1; i++) {
      if (plans.get(i).key().equals(key)) {
        return Optional.of(plans.get(i + 1));
      }
    }
    return Optional.empty();
  }
}
