package dev.weir.client;

import java.math.BigDecimal;

/** The balance does not cover what was asked for; nothing was taken. */
public final class InsufficientBalanceException extends WeirException {
  private final BigDecimal required;
  private final BigDecimal available;

  InsufficientBalanceException(BigDecimal required, BigDecimal available) {
    super(
        402,
        "insufficient_balance",
        required.toPlainString() + " required, " + available.toPlainString() + " available");
    this.required = required;
    this.available = available;
  }

  public BigDecimal required() {
    return required;
  }

  public BigDecimal available() {
    return available;
  }
}
