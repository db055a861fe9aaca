package dev.weir.ingest.api;

import dev.weir.accounting.Limits;
import dev.weir.accounting.Metered;
import dev.weir.accounting.Note;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Rejection;
import dev.weir.accounting.pricing.PriceBook;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Tenant;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts that requests have in common. */
final class Requests {
  private static final List<String> POLICIES = List.of("strict", "clamp", "overdraft");

  private Requests() {}

  /** What a charge or hold costs, and how that came about. */
  record Price(long amount, @Nullable Metered metered) {}

  static Note note(Fields body) {
    return new Note(
        body.textIfAny("operation", Limits.TEXT_CHARS).orElse(null),
        body.textIfAny("reason", Limits.TEXT_CHARS).orElse(null),
        body.metadata().orElse(null));
  }

  static Optional<Policy> policy(Fields body) {
    return body.oneOfIfAny("policy", POLICIES).map(Policy::parse);
  }

  static long overdraftLimit(Fields body, @Nullable Policy policy) {
    long limit = body.amountOrZeroIfAny("overdraftLimit").orElse(-1);
    if (limit < 0 && policy == Policy.OVERDRAFT) {
      throw body.missing("overdraftLimit");
    }
    return policy == Policy.OVERDRAFT ? limit : 0;
  }

  /** Either an amount, or a meter and a quantity that the price book makes one of. */
  static Price price(Call call) {
    Fields body = call.body();
    if (!body.has("meter") && !body.has("quantity")) {
      return new Price(body.amount("amount"), null);
    }
    if (body.has("amount")) {
      throw body.invalid("amount", "and a meter cannot both be given");
    }
    return metered(call.tenant(), body);
  }

  static Price metered(Tenant tenant, Fields item) {
    String meter = item.id("meter");
    BigDecimal quantity = BigDecimal.valueOf(item.amount("quantity"), 6);
    return switch (tenant.terms().meters().prices().price(meter, quantity)) {
      case PriceBook.Priced.Amount priced ->
          new Price(
              priced.amount(), new Metered(meter, PriceBook.canonical(quantity), priced.version()));
      case PriceBook.Priced.Refused refused ->
          throw Problem.field(
              refused.code().code(),
              refused.code() == Rejection.UNKNOWN_METER ? "meter" : "quantity",
              refused.detail());
    };
  }
}
