package dev.weir.streams;

import dev.weir.streams.totals.Sums;
import dev.weir.streams.totals.TenantFigures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;

/** What stands at the moment, as metrics: how far the work is, and each tenant's sums. */
final class StreamsGauges implements MeterBinder {

  private static final double MICROS = 1_000_000;

  private final StreamsService service;
  private final TenantFigures figures;

  StreamsGauges(StreamsService service, TenantFigures figures) {
    this.service = service;
    this.figures = figures;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "weir.streams.waiting", "commands not yet decided", r -> r.lag().waiting());
    gauge(
        registry,
        "weir.streams.restoring",
        "changelog records still to be restored",
        r -> r.engine().restoring());
    gauge(
        registry,
        "weir.streams.running",
        "1 while commands are decided",
        r -> r.engine().running() ? 1 : 0);
    Gauge.builder("weir.tenants", figures, TenantFigures::tenants)
        .description("tenants and modes with accounts")
        .register(registry);
    // Once for each: registered anew while somebody reads, some of them would be shown twice.
    figures.tell(tenant -> figures(registry, tenant));
  }

  private void figures(MeterRegistry registry, String tenant) {
    figure(registry, "available", "units that a charge could take", tenant, Sums::available);
    figure(registry, "held", "units set aside by holds", tenant, Sums::held);
    figure(registry, "debt", "units owed", tenant, Sums::debt);
    figure(
        registry,
        "unaccounted",
        "units granted that are nowhere; other than 0 is an error",
        tenant,
        Sums::unaccounted);
  }

  /** A gauge is a double: good for looking at, which is all that metrics are for. */
  private void figure(
      MeterRegistry registry,
      String name,
      String says,
      String tenant,
      ToLongFunction<Sums> figure) {
    String[] names = tenant.split("/", 2);
    Gauge.builder("weir.tenant." + name, figures, f -> figure.applyAsLong(f.of(tenant)) / MICROS)
        .tags("tenant", names[0], "mode", names[1])
        .description(says)
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, String says, ToLongFunction<RunningStreams> value) {
    Gauge.builder(
            name, service, s -> s.running().map(r -> (double) value.applyAsLong(r)).orElse(0.0))
        .description(says)
        .register(registry);
  }
}
