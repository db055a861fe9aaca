package dev.weir.streams;

import dev.weir.streams.totals.Sums;
import dev.weir.streams.totals.TenantFigures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Map;
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
    Tenants tenants = new Tenants(registry, figures);
    Gauge.builder("weir.tenants", tenants, Tenants::refresh)
        .description("tenants and modes with accounts")
        // Nobody else holds them, and a gauge alone would let them go.
        .strongReference(true)
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, String says, ToLongFunction<RunningStreams> value) {
    Gauge.builder(
            name, service, s -> s.running().map(r -> (double) value.applyAsLong(r)).orElse(0.0))
        .description(says)
        .register(registry);
  }

  /**
   * One row per tenant and mode; the rows are looked up anew whenever their number is asked for.
   */
  private static final class Tenants {
    private final TenantFigures figures;
    private final MultiGauge available;
    private final MultiGauge held;
    private final MultiGauge debt;
    private final MultiGauge unaccounted;

    Tenants(MeterRegistry registry, TenantFigures figures) {
      this.figures = figures;
      this.available = gauge(registry, "available", "units that a charge could take");
      this.held = gauge(registry, "held", "units set aside by holds");
      this.debt = gauge(registry, "debt", "units owed");
      this.unaccounted =
          gauge(
              registry, "unaccounted", "units granted that are nowhere; other than 0 is an error");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String says) {
      return MultiGauge.builder("weir.tenant." + name).description(says).register(registry);
    }

    double refresh() {
      Map<String, Sums> all = figures.all();
      available.register(rows(all, Sums::available), true);
      held.register(rows(all, Sums::held), true);
      debt.register(rows(all, Sums::debt), true);
      unaccounted.register(rows(all, Sums::unaccounted), true);
      return all.size();
    }

    private static List<Row<?>> rows(Map<String, Sums> all, ToLongFunction<Sums> figure) {
      return all.entrySet().stream()
          .<Row<?>>map(
              entry -> {
                String[] names = entry.getKey().split("/", 2);
                // A gauge is a double: good for looking at, which is all that metrics are for.
                return Row.of(
                    Tags.of("tenant", names[0], "mode", names[1]),
                    figure.applyAsLong(entry.getValue()) / MICROS);
              })
          .toList();
    }
  }
}
