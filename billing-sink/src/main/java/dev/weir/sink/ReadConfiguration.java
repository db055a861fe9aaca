package dev.weir.sink;

import dev.weir.edge.http.ProblemWriter;
import dev.weir.edge.http.RecentWrites;
import dev.weir.schemas.Topics;
import dev.weir.sink.check.CheckCounts;
import dev.weir.sink.check.Reconcile;
import dev.weir.sink.check.Reconcile.Sources;
import dev.weir.sink.check.Reconciliation;
import dev.weir.sink.check.Verify;
import dev.weir.sink.health.BrokerHealth;
import dev.weir.sink.health.RowsHealth;
import dev.weir.sink.health.SinkMetrics;
import dev.weir.sink.health.ViewsHealth;
import dev.weir.sink.hop.HopClient;
import dev.weir.sink.hop.HopSignature;
import dev.weir.sink.http.AccountController;
import dev.weir.sink.http.HopController;
import dev.weir.sink.http.SinkAdvice;
import dev.weir.sink.lag.LagWatch;
import dev.weir.sink.lag.TopicOffsets;
import dev.weir.sink.ledger.LedgerReader;
import dev.weir.sink.ledger.LedgerScan;
import dev.weir.sink.read.AccountReads;
import dev.weir.sink.read.History;
import dev.weir.sink.read.Places;
import dev.weir.sink.read.Positions;
import dev.weir.sink.settings.SinkSettings;
import dev.weir.sink.store.LedgerReads;
import dev.weir.sink.store.LedgerWriter;
import dev.weir.sink.view.ViewStreams;
import dev.weir.sink.view.Views;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What answers from the folds: reads, checks, health. */
@Configuration(proxyBeanMethods = false)
public class ReadConfiguration {

  @Bean
  Positions positions(Views views, TopicOffsets offsets, SinkSettings settings) {
    return new Positions(
        views,
        offsets,
        new Positions.Groups(
            Topics.COMMANDS,
            Topics.LEDGER,
            settings.decidingApplicationId(),
            settings.applicationId()));
  }

  @Bean
  Places places() {
    return new Places();
  }

  @Bean
  History history(LedgerReads rows, LedgerReader reader, Places places) {
    return new History(rows, reader, places);
  }

  @Bean
  AccountReads accountReads(
      Views views, Positions positions, History history, RecentWrites recent) {
    return new AccountReads(views, positions, history, recent);
  }

  @Bean
  CheckCounts checkCounts() {
    return new CheckCounts();
  }

  @Bean
  Sources checkSources(Views views, LedgerScan scan, LedgerReads rows) {
    return new Sources(views, scan, rows);
  }

  @Bean
  Verify verify(Sources sources, LedgerReader reader, CheckCounts counts, Places places) {
    return new Verify(sources, reader, counts, places);
  }

  @Bean
  Reconcile reconcile(Sources sources, TopicOffsets offsets, LagWatch lag, CheckCounts counts) {
    return new Reconcile(Topics.LEDGER, sources, offsets, lag, counts);
  }

  @Bean(initMethod = "start")
  Reconciliation reconciliation(
      Reconcile here, Views views, HopClient hops, SinkSettings settings) {
    return new Reconciliation(here, views, hops, settings.reconcileAt(), Clock.systemUTC());
  }

  @Bean("broker")
  BrokerHealth brokerHealth(LagWatch lag) {
    return new BrokerHealth(lag, Clock.systemUTC());
  }

  @Bean("balances")
  ViewsHealth viewsHealth(ViewStreams views, LagWatch lag, SinkSettings settings) {
    return new ViewsHealth(views, lag, settings, Clock.systemUTC());
  }

  @Bean("rows")
  RowsHealth rowsHealth(LedgerWriter writer, LagWatch lag, SinkSettings settings) {
    return new RowsHealth(writer.status(), lag, settings, Clock.systemUTC());
  }

  @Bean
  SinkMetrics sinkMetrics(
      ViewStreams views, LagWatch lag, LedgerWriter writer, CheckCounts checks) {
    return new SinkMetrics(views, lag, writer.status(), checks);
  }

  @Bean
  AccountController accountController(AccountReads reads, History history, Verify verify) {
    return new AccountController(reads, history, verify);
  }

  @Bean
  HopController hopController(HopSignature signature, Views views, Reconcile reconcile) {
    return new HopController(signature, views, reconcile);
  }

  @Bean
  SinkAdvice sinkAdvice(ProblemWriter problems) {
    return new SinkAdvice(problems);
  }
}
