package dev.weir.sink;

import com.zaxxer.hikari.HikariDataSource;
import dev.weir.edge.EdgeConfiguration;
import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.trace.Spans;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.AccountRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.serde.AvroSerdes;
import dev.weir.sink.credits.CreditsReadConfiguration;
import dev.weir.sink.hop.HopClient;
import dev.weir.sink.hop.HopSignature;
import dev.weir.sink.lag.LagWatch;
import dev.weir.sink.lag.TopicOffsets;
import dev.weir.sink.ledger.AvroLedgerReader;
import dev.weir.sink.ledger.LedgerReader;
import dev.weir.sink.ledger.LedgerScan;
import dev.weir.sink.platform.TierConfiguration;
import dev.weir.sink.settings.SinkSettings;
import dev.weir.sink.store.DatabaseSchema;
import dev.weir.sink.store.LedgerReads;
import dev.weir.sink.store.LedgerWriter;
import dev.weir.sink.store.WriterPool;
import dev.weir.sink.view.Folding;
import dev.weir.sink.view.ViewChanges;
import dev.weir.sink.view.ViewSerde;
import dev.weir.sink.view.ViewStreams;
import dev.weir.sink.view.Views;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The two folds and what they are made of; {@link ReadConfiguration} has what answers from them.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SinkSettings.class, KafkaConnection.class})
@Import({
  EdgeConfiguration.class,
  ReadConfiguration.class,
  CreditsReadConfiguration.class,
  TierConfiguration.class
})
public class SinkConfiguration {

  @Bean
  SinkClients sinkClients(KafkaConnection kafka, SinkSettings settings) {
    return new SinkClients(kafka.config(), settings);
  }

  @Bean
  LedgerReader ledgerReader(SinkClients clients) {
    return new AvroLedgerReader(
        Topics.LEDGER, AvroSerdes.deserializer(LedgerEntryRecord.class, clients.connection()));
  }

  @Bean
  ViewSerde viewSerde(SinkClients clients) {
    return new ViewSerde(AvroSerdes.serde(AccountRecord.class, clients.connection()));
  }

  @Bean
  ViewChanges viewChanges() {
    return new ViewChanges(task -> Thread.ofVirtual().name("view-change").start(task));
  }

  @Bean
  ViewStreams viewStreams(
      SinkSettings settings,
      SinkClients clients,
      LedgerReader reader,
      ViewSerde serde,
      ViewChanges changes) {
    Folding folding = new Folding(Topics.LEDGER, reader, serde, changes);
    return new ViewStreams(settings, folding, clients.connection());
  }

  @Bean
  Admin sinkAdmin(SinkClients clients) {
    return clients.admin();
  }

  @Bean
  TopicOffsets topicOffsets(Admin sinkAdmin, SinkClients clients) {
    return new TopicOffsets(sinkAdmin, clients::reader);
  }

  @Bean
  LagWatch lagWatch(SinkSettings settings, TopicOffsets offsets, ViewStreams views) {
    LagWatch.Folds folds =
        new LagWatch.Folds(settings.applicationId(), settings.writerGroup(), settings.stuckAfter());
    LagWatch lag = new LagWatch(Topics.LEDGER, offsets, folds, views::partitions);
    views.onSetback(lag::forget);
    return lag;
  }

  @Bean
  HopSignature hopSignature(SinkSettings settings) {
    return new HopSignature(settings.hopSecret(), Clock.systemUTC());
  }

  @Bean
  HopClient hopClient(HopSignature signature) {
    return new HopClient(signature);
  }

  @Bean
  Views views(
      ViewStreams running, ViewSerde serde, SinkSettings settings, HopClient hop, LagWatch lag) {
    return new Views(running, serde, settings.advertised(), hop, lag);
  }

  @Bean
  LedgerScan ledgerScan(SinkClients clients, LedgerReader reader) {
    return new LedgerScan(Topics.LEDGER, clients::reader, reader);
  }

  /** Not at start, when the database may be away: the writer migrates before its first row. */
  @Bean
  FlywayMigrationStrategy migrateLater() {
    return flyway -> {};
  }

  @Bean
  DatabaseSchema databaseSchema(Flyway flyway) {
    return new DatabaseSchema(flyway);
  }

  @Bean
  WriterPool writerPool(HikariDataSource reads) {
    return new WriterPool(reads);
  }

  @Bean
  LedgerWriter ledgerWriter(
      SinkClients clients,
      LedgerReader reader,
      DatabaseSchema schema,
      WriterPool pool,
      Spans spans) {
    return LedgerWriter.of(Topics.LEDGER, clients::writer, reader, schema, pool.connections())
        .traced(spans);
  }

  @Bean
  LedgerReads ledgerReads(DataSource dataSource) {
    return new LedgerReads(dataSource, Topics.LEDGER);
  }

  @Bean
  SinkLifecycle sinkLifecycle(ViewStreams views, LedgerWriter writer, LagWatch lag) {
    return new SinkLifecycle(views, writer, lag);
  }
}
