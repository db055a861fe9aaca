package dev.weir.sink.platform;

import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.tenants.Tier;
import dev.weir.sink.read.AccountReads;
import dev.weir.sink.view.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A user's count of this UTC month, and what there is to choose from. */
@RestController
public final class TierController {
  private final AccountReads reads;

  public TierController(AccountReads reads) {
    this.reads = reads;
  }

  /** A month's count as the platform's clients read it. */
  public record Usage(long usageCount, long limit, long remaining) {}

  @Access(Right.USER)
  @GetMapping("/api/usage")
  public Usage usage(Call call) {
    Tier tier = call.caller().tier();
    View view = reads.view(call, call.account(call.user("X-User-Id", Optional.empty())));
    // Who never called has used nothing: counting opens an account by itself.
    long count = view == null ? 0 : view.account().counter().inMonthOf(call.now());
    return new Usage(count, tier.limit(), Math.max(0, tier.limit() - count));
  }

  @Access(Right.USER)
  @GetMapping("/api/tiers")
  public Map<String, List<Tier>> tiers(Call call) {
    return Map.of(
        "tiers",
        call.tenant().terms().tiers().entrySet().stream()
            .map(tier -> new Tier(tier.getKey(), tier.getValue()))
            .sorted((a, b) -> Long.compare(a.limit(), b.limit()))
            .toList());
  }
}
