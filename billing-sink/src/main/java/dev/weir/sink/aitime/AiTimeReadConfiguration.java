package dev.weir.sink.aitime;

import dev.weir.edge.aitime.EstimateDirectory;
import dev.weir.edge.auth.Authenticator;
import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.schemas.Topics;
import dev.weir.sink.health.BuildsHealth;
import dev.weir.sink.ledger.LedgerReader;
import dev.weir.sink.read.AccountReads;
import dev.weir.sink.read.History;
import dev.weir.sink.read.Positions;
import dev.weir.sink.settings.SinkSettings;
import dev.weir.sink.store.BillingReads;
import dev.weir.sink.store.BuildTable;
import dev.weir.sink.store.WriterPool;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The AI-time dialect's reads, on top of the sink's own. */
@Configuration(proxyBeanMethods = false)
public class AiTimeReadConfiguration {

  @Bean
  BillingHistory billingHistory(History history, DataSource dataSource, LedgerReader reader) {
    return new BillingHistory(history, new BillingReads(dataSource, reader));
  }

  @Bean
  BillingController billingController(AccountReads reads, BillingHistory history) {
    return new BillingController(reads, history);
  }

  @Bean
  CheckController checkController(AccountReads reads, EstimateDirectory estimates) {
    return new CheckController(reads, estimates);
  }

  @Bean
  BuildTable buildTable(DataSource dataSource) {
    return new BuildTable(dataSource, Topics.BUILDS);
  }

  @Bean
  BuildWriter buildWriter(KafkaConnection kafka, SinkSettings settings, WriterPool pool) {
    BuildTable table = new BuildTable(pool.connections(), Topics.BUILDS);
    return new BuildWriter(kafka, settings.instanceId(), table);
  }

  @Bean("build_list")
  BuildsHealth buildsHealth(BuildWriter writer, SinkSettings settings) {
    return new BuildsHealth(writer::trouble, settings.stuckAfter(), Clock.systemUTC());
  }

  @Bean
  BuildsController buildsController(BuildTable builds, AccountReads reads, Positions positions) {
    return new BuildsController(builds, reads, positions);
  }

  @Bean
  CatalogController catalogController(TenantDirectory tenants) {
    return new CatalogController(tenants);
  }

  @Bean
  BalanceStreams balanceStreams(AccountReads reads, Authenticator authenticator) {
    return new BalanceStreams(reads, authenticator);
  }
}
