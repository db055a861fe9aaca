package dev.weir.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.avro.TenantRecord;
import dev.weir.schemas.registry.StubRegistry.Trouble;
import dev.weir.schemas.serde.ConfluentAvroDeserializer;
import dev.weir.schemas.serde.ConfluentAvroSerializer;
import dev.weir.schemas.serde.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A registry that says no and one that says nothing are two things. */
class RegistryFailuresTest {

  private static final Schema SCHEMA = TenantRecord.getClassSchema();
  private static final byte[] SCHEMA_99 = {0, 0, 0, 0, 99, 2, 'a', 0};
  private static final Trouble BROKEN = Trouble.status(500, "{\"error_code\":50001}");

  private final StubRegistry stub = new StubRegistry();
  private final RegistryClient client = new RegistryClient(settings(stub.url()));
  private final ConfluentAvroDeserializer deserializer =
      new ConfluentAvroDeserializer(TenantRecord.class, client);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void whatItAnsweredOnceIsNeverAskedAgain() {
    int id = client.register("a-value", SCHEMA);
    assertThat(client.register("a-value", SCHEMA)).isEqualTo(id);
    assertThat(client.schema(id)).isEqualTo(SCHEMA);
    assertThat(stub.requests()).isEqualTo(1);
  }

  @Test
  void anIdThatItDoesNotKnowIsTheRecordsFault() {
    assertThatThrownBy(() -> deserializer.deserialize("a", SCHEMA_99))
        .isInstanceOfSatisfying(
            UndecodableException.class,
            e -> assertThat(e.reason()).isEqualTo(UndecodableException.Reason.UNKNOWN_SCHEMA));
  }

  @Test
  void anIdThatItDidNotKnowIsAskedAgainTheNextTime() {
    assertThatThrownBy(() -> client.schema(1)).isInstanceOf(RegistryRefusedException.class);
    stub.knows(SCHEMA);
    assertThat(client.schema(1)).isEqualTo(SCHEMA);
  }

  @Test
  void oneBadMomentIsSleptOver() {
    stub.meets(BROKEN, Trouble.status(429, ""), Trouble.status(503, "<html>"));
    assertThat(client.register("a-value", SCHEMA)).isEqualTo(1);
    assertThat(stub.requests()).isEqualTo(4);
  }

  @Test
  void aBrokenOneIsToBeTriedAgainAndNotTheRecordsFault() {
    stub.meets(BROKEN, BROKEN, BROKEN, BROKEN);
    assertThatThrownBy(() -> deserializer.deserialize("a", SCHEMA_99))
        .isInstanceOf(RegistryUnavailableException.class)
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("500");
  }

  @Test
  void anAddressWhereSomethingElseAnswersIsNotTheRecordsFaultEither() {
    Trouble notFound = Trouble.status(404, "<html>Not Found</html>");
    stub.meets(notFound, notFound, notFound, notFound);
    assertThatThrownBy(() -> deserializer.deserialize("a", SCHEMA_99))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void oneThatIsGoneIsNotTheRecordsFault() {
    stub.close();
    assertThatThrownBy(() -> deserializer.deserialize("a", SCHEMA_99))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("cannot be reached");
    try (ConfluentAvroSerializer serializer = new ConfluentAvroSerializer(client)) {
      assertThatThrownBy(() -> serializer.serialize("a", new TenantRecord("sheen", null)))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void oneThatHangsIsGivenUpInTime() {
    Trouble slow = new Trouble(200, "{\"id\":1}", Duration.ofSeconds(20));
    stub.meets(slow, slow, slow, slow);
    Instant before = Instant.now();
    assertThatThrownBy(() -> client.register("a-value", SCHEMA))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void ofTwoAddressesTheSecondServesWhenTheFirstIsGone() {
    String both = "http://127.0.0.1:1," + stub.url() + "/";
    RegistryClient either = new RegistryClient(settings(both));
    assertThat(either.register("a-value", SCHEMA)).isEqualTo(1);
  }

  @Test
  void aSchemaThatItRefusesIsRefusedAtOnce() {
    stub.meets(Trouble.status(409, "{\"error_code\":409,\"message\":\"incompatible\"}"));
    assertThatThrownBy(() -> client.register("a-value", SCHEMA))
        .isInstanceOfSatisfying(
            RegistryRefusedException.class, e -> assertThat(e.incompatible()).isTrue());
    assertThat(stub.requests()).isEqualTo(1);
  }

  @Test
  void beingKeptOutIsNotTheRecordsFault() {
    stub.meets(Trouble.status(401, "{\"error_code\":40101,\"message\":\"who are you\"}"));
    assertThatThrownBy(() -> deserializer.deserialize("a", SCHEMA_99))
        .isInstanceOf(RegistryRefusedException.class);
  }

  private static RegistrySettings settings(String url) {
    return RegistrySettings.from(
        Map.of(
            RegistrySettings.URL, url,
            RegistrySettings.READ_TIMEOUT, "500",
            RegistrySettings.RETRY_WAIT, "1"));
  }
}
