package dev.weir.accounting;

/** Rejections as the rules word them. */
final class Refusal {

  private Refusal() {}

  static Decision.Rejected of(Rejection code, String detail) {
    return new Decision.Rejected(code, detail, 0, 0);
  }

  static Decision.Rejected insufficient(long required, long available) {
    return new Decision.Rejected(
        Rejection.INSUFFICIENT_BALANCE,
        Amounts.format(required) + " are required, " + Amounts.format(available) + " available",
        required,
        available);
  }
}
