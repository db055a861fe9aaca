package dev.weir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.schemas.TopicSettings;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.BuildRecord;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.sink.aitime.BuildWriter;
import dev.weir.sink.read.Cursor;
import dev.weir.sink.store.BuildTable;
import dev.weir.sink.store.BuildTable.Place;
import dev.weir.sink.support.Shared;
import dev.weir.sink.support.Sink.Answer;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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

  /** Also past the mark that ends a transaction, which is no build and takes an offset. */
  @Test
  void aReadThatNamesAPositionIsNotAnsweredWithoutTheBuild() throws Exception {
    String one = "/v1/builds/" + build;
    String list = "/v1/builds?userId=" + account.user();
    BuildWriter writer = sink.bean(BuildWriter.class);
    writer.stop();
    try {
      append(build, "live");
      for (String read : List.of(one, list)) {
        Answer refused = sink.get(read, position("s0"));
        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.body().get("code").asString()).isEqualTo("position_not_seen");
      }
    } finally {
      writer.start();
    }
    Answer listed =
        await()
            .atMost(SOON)
            .until(() -> sink.get(list, position("s0")), answer -> answer.status() == 200);
    assertThat(listed.body().get("builds")).hasSize(1);
    assertThat(sink.get(one, position("s0")).status()).isEqualTo(200);
  }

  @Test
  void aUsersBuildsAreShownWhileATransactionOfOthersIsOpen() throws Exception {
    int elsewhere =
        (ledger.partition(account.text()) + 1) % TopicSettings.standalone().partitions();
    try (KafkaProducer<String, BuildRecord> others = producer("test-others")) {
      others.beginTransaction();
      others
          .send(new ProducerRecord<>(Topics.BUILDS, elsewhere, "other", record(build, "live")))
          .get();
      append(build, "live");
      String list = "/v1/builds?userId=" + account.user();
      await().atMost(SOON).until(() -> sink.get(list, position("s0")).status() == 200);
      assertThat(sink.get("/v1/builds/" + build, position("s0")).status())
          .as("whose?")
          .isEqualTo(503);
      others.abortTransaction();
    }
  }

  /** Two of them at one moment, and one that begins between the pages. */
  @Test
  void pagesShowEveryBuildOnceWhateverBeginsMeanwhile() throws Exception {
    long now = System.currentTimeMillis();
    List<String> ids = List.of(build + "-4", build + "-3", build + "-2", build + "-1");
    for (int i = 0; i < ids.size(); i++) {
      append(record(ids.get(i), "live", now - i / 2));
    }
    awaitWritten(ids.getLast());
    JsonNode first = page("");
    append(record(build + "-5", "live", now + 1));
    awaitWritten(build + "-5");
    JsonNode second = page("&cursor=" + first.get("next_cursor").asString());
    assertThat(Stream.of(first, second).flatMap(ReadBuildsTest::idsOf))
        .containsExactlyElementsOf(ids);
    assertThat(second.get("next_cursor").isNull()).isTrue();
    for (String bad : List.of("2", "x", Cursor.text(7), Cursor.text(new Place(7, "a b")))) {
      Answer refused = sink.get("/v1/builds?userId=" + account.user() + "&cursor=" + bad);
      assertThat(refused.status()).as(bad).isEqualTo(400);
      assertThat(refused.body().get("code").asString()).isEqualTo("cursor_invalid");
    }
  }

  private JsonNode page(String cursor) {
    Answer answer = sink.get("/v1/builds?userId=" + account.user() + "&limit=2" + cursor);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.body();
  }

  private static Stream<String> idsOf(JsonNode page) {
    return StreamSupport.stream(page.get("builds").spliterator(), false)
        .map(shown -> shown.get("buildId").asString());
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

  /** In a transaction, as the deciding side does. */
  private RecordMetadata append(String id, String mode) throws Exception {
    return append(record(id, mode));
  }

  private RecordMetadata append(BuildRecord build) throws Exception {
    try (KafkaProducer<String, BuildRecord> producer = producer("test-builds")) {
      producer.beginTransaction();
      var sent = producer.send(new ProducerRecord<>(Topics.BUILDS, account.text(), build));
      producer.commitTransaction();
      return sent.get();
    }
  }

  private static KafkaProducer<String, BuildRecord> producer(String id) {
    Map<String, Object> connection =
        Map.of(
            "bootstrap.servers", Shared.platform().bootstrapServers(),
            "schema.registry.url", Shared.platform().registryUrl(),
            "transactional.id", id);
    KafkaProducer<String, BuildRecord> producer =
        new KafkaProducer<>(connection, new StringSerializer(), AvroSerdes.serializer(connection));
    producer.initTransactions();
    return producer;
  }

  private BuildRecord record(String id, String mode) {
    return record(id, mode, System.currentTimeMillis());
  }

  private BuildRecord record(String id, String mode, long at) {
    return BuildRecord.newBuilder()
        .setBuildId(id)
        .setTenant(account.tenant())
        .setMode(mode)
        .setUser(account.user())
        .setType("queued")
        .setOperation("build")
        .setAt(at)
        .build();
  }
}
