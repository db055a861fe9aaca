package dev.weir.schemas;

import dev.weir.schemas.avro.AccountRecord;
import dev.weir.schemas.avro.BalanceBucketRecord;
import dev.weir.schemas.avro.BalanceRecord;
import dev.weir.schemas.avro.BonusRecord;
import dev.weir.schemas.avro.BucketRecord;
import dev.weir.schemas.avro.BuildRecord;
import dev.weir.schemas.avro.CatalogRecord;
import dev.weir.schemas.avro.ChargeVerb;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.CounterRecord;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.avro.DrawRecord;
import dev.weir.schemas.avro.HoldRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.avro.OpeningGrantRecord;
import dev.weir.schemas.avro.OpeningRecord;
import dev.weir.schemas.avro.PlanTermsRecord;
import dev.weir.schemas.avro.QuarantineRecord;
import dev.weir.schemas.avro.RevocationRecord;
import dev.weir.schemas.avro.RevocationTargetRecord;
import dev.weir.schemas.avro.RevokedFact;
import dev.weir.schemas.avro.StripeEventRecord;
import dev.weir.schemas.avro.SubscriptionRecord;
import dev.weir.schemas.avro.TenantRecord;
import dev.weir.schemas.avro.TopUpFlightRecord;
import dev.weir.schemas.avro.TopUpProgressRecord;
import dev.weir.schemas.avro.TopUpWishRecord;
import dev.weir.schemas.avro.TotalsRecord;
import dev.weir.schemas.avro.UsageRecord;
import dev.weir.schemas.avro.WalletRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One record of every kind that stands in a topic or a store, with something in every corner. */
public final class Samples {

  private static final long NOW = 1_763_700_000_000L;
  private static final String HASH = "ab".repeat(32);
  private static final PlanTermsRecord PLAN =
      new PlanTermsRecord("starter", 900_000_000L, Long.MAX_VALUE, 5L);
  private static final List<DrawRecord> DRAWS =
      List.of(
          new DrawRecord("daily:2025-11-21", "daily", 4_000_000L),
          new DrawRecord("welcome", "welcome", 1L));

  private Samples() {}

  public static List<SpecificRecord> all() {
    return List.of(
        command(),
        decision(),
        entry(),
        account(),
        build(),
        stripe(),
        wallet(),
        new TenantRecord("sheen", "{\"tenant\":\"sheen\"}"),
        new CatalogRecord("sheen", "2025-09-01", "{}"),
        quarantine());
  }

  private static CommandRecord command() {
    CommandRecord command = new CommandRecord();
    command.setId("evt-1");
    command.setTenant("sheen");
    command.setMode("live");
    command.setUser("Grüße|1");
    command.setTime(NOW);
    command.setReceivedAt(NOW + 1);
    command.setCorrelation("c-1");
    command.setReplyTo(2);
    command.setOpening(
        new OpeningRecord(
            PLAN, List.of(new OpeningGrantRecord("welcome", 3_000_000_000L, "welcome", null))));
    command.setReason("because");
    command.setMetadata("{\"a\":1}");
    command.setVerb(new ChargeVerb(5_000_001L, "overdraft", 7L, "ai_seconds", "5", "v1", NOW));
    return command;
  }

  private static DecisionRecord decision() {
    DecisionRecord decision = new DecisionRecord();
    decision.setTenant("sheen");
    decision.setMode("test");
    decision.setUser("u1");
    decision.setId("evt-1");
    decision.setReplyTo(2);
    decision.setDecision("accepted");
    decision.setVerb("charge");
    decision.setCharged(4_000_001L);
    decision.setShortfall(-1L);
    decision.setDraws(DRAWS);
    decision.setSeq(12);
    decision.setBalance(
        new BalanceRecord(
            10L,
            9L,
            1L,
            0L,
            List.of(new BalanceBucketRecord("welcome", "welcome", 20L, 9L, 1L, NOW, null)),
            12L));
    decision.setPlan("starter");
    decision.setSubscribed(true);
    decision.setFingerprint("charge 4000001");
    decision.setTime(NOW);
    decision.setCommandPartition(3);
    decision.setCommandOffset(1_000_000);
    return decision;
  }

  private static LedgerEntryRecord entry() {
    LedgerEntryRecord entry = new LedgerEntryRecord();
    entry.setTenant("sheen");
    entry.setMode("live");
    entry.setUser("u1");
    entry.setSeq(3);
    entry.setKind("revoked");
    entry.setAmount(-4_000_001L);
    entry.setBalanceAfter(0);
    entry.setDraws(DRAWS);
    entry.setCommandId("evt-1");
    entry.setAt(NOW);
    entry.setOperation("chat");
    entry.setPrevHash("0".repeat(64));
    entry.setHash(HASH);
    entry.setFact(new RevokedFact("g1", "refund", Long.MAX_VALUE, true, 5L, -5L, DRAWS));
    entry.setCommandPartition(3);
    entry.setCommandOffset(99);
    entry.setTraceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    entry.setFollowing(2);
    return entry;
  }

  private static AccountRecord account() {
    BucketRecord bucket =
        new BucketRecord("g1", "package", 21L, NOW, NOW + 9, 1L, 1L, 2L, 3L, 4L, 5L, 6L, 0L);
    HoldRecord hold =
        new HoldRecord("h1", DRAWS, "clamp", 0L, NOW, NOW + 5, null, "op", null, null);
    RevocationRecord revocation =
        new RevocationRecord(Map.of("refund", new RevocationTargetRecord(5L, false)), 2L);
    AccountRecord account = new AccountRecord();
    account.setTenant("sheen");
    account.setMode("live");
    account.setUser("u1");
    account.setSeq(3);
    account.setHash(HASH);
    account.setTime(NOW);
    account.setPlan(PLAN);
    account.setSubscription(new SubscriptionRecord("active", 1L, 2L, 3L));
    account.setBonus(new BonusRecord(20413L, 24310L, 7L));
    account.setDebt(2);
    account.setBuckets(List.of(bucket));
    account.setClosed(List.of());
    account.setHolds(List.of(hold));
    account.setRevocations(Map.of("g1", revocation));
    account.setUsage(new UsageRecord(20413L, 3L, 4L));
    account.setCounter(new CounterRecord(24310L, 1L));
    account.setTotals(new TotalsRecord(21L, 3L, 4L, 5L, 6L, 0L));
    return account;
  }

  private static BuildRecord build() {
    BuildRecord build = new BuildRecord();
    build.setBuildId("b1");
    build.setTenant("sheen");
    build.setMode("live");
    build.setUser("u1");
    build.setType("completed");
    build.setOperation("project_creation");
    build.setProjectId("p1");
    build.setSize("small");
    build.setUpdate(true);
    build.setPayload("{\"prompt\":\"日本語 😀\"}");
    build.setEstimateSeconds(90_000_000L);
    build.setSeconds(61_500_000L);
    build.setAt(NOW);
    return build;
  }

  private static StripeEventRecord stripe() {
    StripeEventRecord event = new StripeEventRecord();
    event.setId("evt_1");
    event.setType("invoice.paid");
    event.setTenant("sheen");
    event.setLivemode(true);
    event.setCreated(NOW);
    event.setPayload("{\"id\":\"evt_1\"}");
    event.setReceivedAt(NOW);
    event.setRealm("acct_1");
    event.setTime(NOW);
    event.setClocks(Map.of("sheen", NOW));
    event.setTenants(List.of());
    event.setPrices(List.of());
    return event;
  }

  private static WalletRecord wallet() {
    TopUpFlightRecord flight = new TopUpFlightRecord(3L, NOW, "pi_1");
    return new WalletRecord(
        "sheen",
        "live",
        "u1",
        "cus_1",
        new TopUpWishRecord(true, 5L, "mini", 2, NOW),
        new TopUpProgressRecord(3L, "2026-11", 1, NOW, 0, 0L, flight));
  }

  private static QuarantineRecord quarantine() {
    return new QuarantineRecord(
        "weir.commands",
        3,
        42L,
        ByteBuffer.wrap("sheen/live/u1".getBytes(StandardCharsets.UTF_8)),
        ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 9, -1}),
        "unreadable",
        "Not a readable CommandRecord",
        NOW);
  }
}
