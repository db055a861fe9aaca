package dev.weir.edge.aitime;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import dev.weir.edge.aitime.EstimateDirectory.Work;
import dev.weir.schemas.avro.BuildRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Brings what completed builds took into the directory of estimates. */
final class BuildFeed {
  private final EstimateDirectory estimates;

  BuildFeed(EstimateDirectory estimates) {
    this.estimates = estimates;
  }

  void build(ConsumerRecord<String, @Nullable BuildRecord> record) {
    BuildRecord build = record.value();
    if (build == null || !build.getType().equals("completed") || build.getSeconds() == null) {
      return;
    }
    AccountKey account =
        new AccountKey(build.getTenant(), Mode.parse(build.getMode()), build.getUser());
    Work work = new Work(build.getOperation(), build.getSize(), build.getUpdate());
    estimates.add(account, work, build.getSeconds());
  }
}
