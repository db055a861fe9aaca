package dev.weir.sink.aitime;

import dev.weir.accounting.Account;
import dev.weir.accounting.Amounts;
import dev.weir.accounting.pricing.Estimate;
import dev.weir.edge.aitime.EstimateDirectory;
import dev.weir.edge.aitime.EstimateDirectory.Work;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.sink.read.AccountReads;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asking before doing: is the balance enough for one operation, or for each of several? */
@RestController
public final class CheckController {
  private static final List<String> SIZES = List.of("small", "medium", "large");
  private static final int LONGEST_NAME = 64;
  private static final int MOST_OPERATIONS = 100;
  private static final long MOST_SECONDS = 1_000_000_000_000L;

  private final AccountReads reads;
  private final EstimateDirectory estimates;

  public CheckController(AccountReads reads, EstimateDirectory estimates) {
    this.reads = reads;
    this.estimates = estimates;
  }

  @Access(Right.USER)
  @PostMapping("/v1/billing/check-sufficient")
  public Object one(Call call) {
    Fields body = call.body();
    String user = call.user("userId", body.idIfAny("userId"));
    String operation = body.text("operationType", LONGEST_NAME);
    String size = body.oneOfIfAny("projectSize", SIZES).orElse("");
    boolean update = body.flag("isUpdate", operation.equals("update"));
    TenantCatalog catalog = catalog(call);
    Work work = new Work(operation, size, update);
    Estimate estimate = estimate(call, catalog, "operationType", work);
    Account account = reads.now(call, call.account(user));
    return Checks.single(account, estimate, catalog.catalog());
  }

  @Access(Right.USER)
  @PostMapping("/v1/billing/check-sufficient-batch")
  public Object several(Call call) {
    Fields body = call.body();
    String user = call.user("userId", body.idIfAny("userId"));
    List<Fields> operations = body.list("operations", MOST_OPERATIONS);
    TenantCatalog catalog = catalog(call);
    Account account = reads.now(call, call.account(user));
    return operations.stream()
        .map(
            asked -> {
              String operation = asked.text("operation", LONGEST_NAME);
              long amount = amount(call, catalog, operation, asked);
              return Checks.ofBatch(account, operation, amount, catalog.catalog());
            })
        .toList();
  }

  /** The caller's own figure, or what such work took before. */
  private long amount(Call call, TenantCatalog catalog, String operation, Fields asked) {
    OptionalLong seconds = asked.wholeIfAny("estimate_seconds", 0, MOST_SECONDS);
    return seconds.isPresent()
        ? Amounts.ofUnits(seconds.getAsLong())
        : estimate(call, catalog, "operation", new Work(operation, "", false)).amount();
  }

  private Estimate estimate(Call call, TenantCatalog catalog, String field, Work work) {
    return estimates
        .estimate(catalog, call.caller().mode(), work)
        .orElseThrow(() -> Problem.field("field_invalid", field, "has no estimate in the catalog"));
  }

  private static TenantCatalog catalog(Call call) {
    return call.directory()
        .catalog(call.tenant())
        .orElseThrow(() -> Problem.notFound("catalog_not_found", "There is no catalog."));
  }
}
