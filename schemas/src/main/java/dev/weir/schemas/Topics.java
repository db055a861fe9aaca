package dev.weir.schemas;

import dev.weir.accounting.AccountKey;
import dev.weir.schemas.avro.BuildRecord;
import dev.weir.schemas.avro.CatalogRecord;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.DecisionRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.avro.QuarantineRecord;
import dev.weir.schemas.avro.StripeEventRecord;
import dev.weir.schemas.avro.TenantRecord;
import dev.weir.schemas.avro.WalletRecord;
import dev.weir.schemas.registry.Subjects;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;

/**
 * The topics: the only place where the name of one is a text, and where it says how each is made.
 * Keys are plain text; the key of an account is {@code tenant/mode/user}.
 */
public final class Topics {

  public static final String COMMANDS = "weir.commands";
  public static final String DECISIONS = "weir.decisions";
  public static final String LEDGER = "weir.ledger";
  public static final String BUILDS = "weir.builds";
  public static final String STRIPE = "weir.stripe";
  public static final String WALLETS = "weir.wallets";
  public static final String TENANTS = "weir.tenants";
  public static final String CATALOG = "weir.catalog";
  public static final String QUARANTINE = "weir.quarantine";

  /** Between the two stages that sum up a tenant; nobody else's. */
  public static final String SUMS = "weir.sums";

  /** The key of a tick, which goes to a partition by its number. */
  public static final String TICK_KEY = "tick";

  /**
   * How producers pack a batch. Most hold few records, and lz4 makes 128 KiB of buffers for each.
   */
  public static final String COMPRESSION = "snappy";

  private static final int MIB = 1024 * 1024;
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private Topics() {}

  /** Every topic, as these settings want it. */
  public static List<Topic> all(TopicSettings settings) {
    int partitions = settings.partitions();
    Duration kept = settings.retention();
    return List.of(
        Topic.kept(COMMANDS, partitions, kept, MIB),
        // A decision is for a request that waits for seconds; later askers get it from the store.
        Topic.kept(DECISIONS, settings.gateways(), AN_HOUR, MIB),
        Topic.kept(LEDGER, partitions, Topic.FOR_EVER, MIB),
        Topic.kept(BUILDS, partitions, kept, MIB),
        // A webhook's body may be as large as a request, and its record is larger by the envelope.
        // One partition: a dispute names neither customer nor account, so only one order has them
        // all.
        Topic.kept(STRIPE, 1, Topic.FOR_EVER, 2 * MIB),
        // How accounts pay: their customers at Stripe and their automatic top-ups.
        Topic.compacted(WALLETS, MIB),
        Topic.compacted(TENANTS, MIB),
        Topic.compacted(CATALOG, MIB),
        Topic.compacted(SUMS, MIB),
        // Whatever was too large elsewhere, with why.
        Topic.kept(QUARANTINE, partitions, kept, 4 * MIB));
  }

  /** Where the producers' own partitioner puts the account, in every topic that it is a key of. */
  public static int partition(AccountKey account, int partitions) {
    return Utils.toPositive(Utils.murmur2(Utils.utf8(account.text()))) % partitions;
  }

  /** Makes what is missing; refuses, in one sentence, what is not as it must be. */
  public static void ensure(Admin admin, TopicSettings settings) {
    TopicCheck.ensure(admin, settings, all(settings));
  }

  /** What {@link Subjects#register} is to know before anything is written. */
  public static Map<String, Schema> subjects() {
    Map<String, Schema> subjects = new LinkedHashMap<>();
    values().forEach((topic, schema) -> subjects.put(Subjects.ofValues(topic), schema));
    return subjects;
  }

  private static Map<String, Schema> values() {
    return Map.of(
        COMMANDS, CommandRecord.getClassSchema(),
        DECISIONS, DecisionRecord.getClassSchema(),
        LEDGER, LedgerEntryRecord.getClassSchema(),
        BUILDS, BuildRecord.getClassSchema(),
        STRIPE, StripeEventRecord.getClassSchema(),
        WALLETS, WalletRecord.getClassSchema(),
        TENANTS, TenantRecord.getClassSchema(),
        CATALOG, CatalogRecord.getClassSchema(),
        QUARANTINE, QuarantineRecord.getClassSchema());
  }
}
