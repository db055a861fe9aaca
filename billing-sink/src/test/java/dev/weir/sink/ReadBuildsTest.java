package dev.weir.sink;

import static org.awaitility.Awaitility.await;

import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.BuildRecord;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.sink.aitime.BuildWriter;
import dev.weir.sink.store.BuildTable;
import dev.weir.sink.support.Shared;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Builds come into the database, whatever becomes of it. */
class ReadBuildsTest extends ReadsOfOneAccount {
  private final String build = "b-" + UUID.randomUUID();

  @Test
  void anEmptiedDatabaseGetsTheBuildsAgain() throws Exception {
    append(build, "live");
    awaitWritten(build);
    BuildWriter writer = sink.bean(BuildWriter.class);
    writer.stop();
    try (Connection connection = side.owner();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE build");
      statement.execute("DELETE FROM sink_offset WHERE topic = '" + Topics.BUILDS + "'");
    } finally {
      writer.start();
    }
    awaitWritten(build);
  }

  @Test
  void aBuildThatCannotBeWrittenIsTriedAgainAndHealthSaysSoUntilItIsGone() throws Exception {
    RecordMetadata odd = append(build, "neither live nor test");
    try (Admin admin = Shared.admin()) {
      awaitHealth("down");
      RecordsToDelete untilBehindIt = RecordsToDelete.beforeOffset(odd.offset() + 1);
      TopicPartition partition = new TopicPartition(odd.topic(), odd.partition());
      admin.deleteRecords(Map.of(partition, untilBehindIt)).all().get();
    }
    append(build, "live");
    awaitWritten(build);
    awaitHealth("up");
  }

  private void awaitHealth(String status) {
    await()
        .atMost(SOON)
        .until(
            () ->
                sink.raw("/health", Map.of())
                    .body()
                    .path("parts")
                    .path("build_list")
                    .path("status")
                    .asString()
                    .equals(status));
  }

  private void awaitWritten(String id) {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> sink.bean(BuildTable.class).find(account, id).isPresent());
  }

  private RecordMetadata append(String id, String mode) throws Exception {
    Map<String, Object> connection =
        Map.of(
            "bootstrap.servers", Shared.platform().bootstrapServers(),
            "schema.registry.url", Shared.platform().registryUrl());
    BuildRecord record =
        BuildRecord.newBuilder()
            .setBuildId(id)
            .setTenant(account.tenant())
            .setMode(mode)
            .setUser(account.user())
            .setType("queued")
            .setOperation("build")
            .setAt(System.currentTimeMillis())
            .build();
    try (KafkaProducer<String, BuildRecord> producer =
        new KafkaProducer<>(
            connection, new StringSerializer(), AvroSerdes.serializer(connection))) {
      return producer.send(new ProducerRecord<>(Topics.BUILDS, account.text(), record)).get();
    }
  }
}
