package dev.weir.streams.stripe.flow;

import static dev.weir.streams.decide.Effects.LARGEST_OUTPUT;
import static dev.weir.streams.decide.Effects.LARGEST_STATE;

import dev.weir.accounting.Command;
import dev.weir.schemas.codec.NotUnderstoodException;
import dev.weir.schemas.serde.UndecodableException;
import dev.weir.streams.decide.Reason;
import dev.weir.streams.stripe.Link;
import dev.weir.streams.stripe.StateJson;
import dev.weir.streams.stripe.Step;
import dev.weir.streams.stripe.StripeEvent;
import dev.weir.streams.stripe.StripeRules;
import dev.weir.streams.stripe.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Takes one event after the other: works out all that follows, and only then writes any of it. */
final class StripeProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Duration LOOK = Duration.ofSeconds(30);

  /** Somebody has paid and looks at a balance; a replay of thousands must not commit each. */
  private static final Duration SOON = Duration.ofMillis(50);

  private final StripeWire wire;
  private final StripeWatch watch;
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable KeyValueStore<String, byte[]> store;
  private boolean taken;

  StripeProcessor(StripeWire wire, StripeWatch watch) {
    this.wire = wire;
    this.watch = watch;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.store = context.getStateStore(StripeSubTopology.STORE);
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, watch::looked);
    context.schedule(SOON, PunctuationType.WALL_CLOCK_TIME, this::commit);
    watch.waiting(waiting());
  }

  /** On its way out, to one of the sinks. */
  private record Output(String sink, Record<byte[], byte[]> record) {}

  @Override
  public void process(Record<byte[], byte[]> in) {
    List<Output> outputs = new ArrayList<>();
    Map<String, byte @Nullable []> changes = new LinkedHashMap<>();
    try {
      StripeEvent event = wire.event(in.value());
      Step step = StripeRules.step(this::known, event);
      for (Step.Change change : step.changes()) {
        Object value = change.value();
        changes.put(change.key(), value == null ? null : StateJson.write(value));
      }
      collect(outputs, step, event, in);
      if (fit(changes, outputs)) {
        setAside(outputs, step, in);
        watch.took(event.type(), step);
      } else {
        changes.clear();
        outputs.clear();
        String detail = event.id() + ": what would follow from it is too large to be written";
        outputs.add(refused(in, Reason.EFFECTS_TOO_LARGE.code(), detail));
      }
    } catch (UndecodableException e) {
      outputs.add(refused(in, e.reason().code(), String.valueOf(e.getMessage())));
    } catch (NotUnderstoodException e) {
      outputs.add(refused(in, "not_understood", String.valueOf(e.getMessage())));
    }
    changes.forEach(Objects.requireNonNull(store)::put);
    for (Output output : outputs) {
      Objects.requireNonNull(context).forward(output.record, output.sink);
    }
    if (changes.keySet().stream().anyMatch(key -> key.startsWith(Waiting.PREFIX))) {
      watch.waiting(waiting());
    }
    taken = true;
  }

  private void commit(long now) {
    if (taken) {
      taken = false;
      Objects.requireNonNull(context).commit();
    }
  }

  private void collect(
      List<Output> outputs, Step step, StripeEvent event, Record<byte[], byte[]> in) {
    for (Link link : step.links()) {
      outputs.add(
          new Output(
              StripeSubTopology.WALLETS,
              in.withKey(wire.walletKey(link)).withValue(wire.wallet(link))));
    }
    for (Command command : step.commands()) {
      outputs.add(
          new Output(
              StripeSubTopology.COMMANDS,
              in.withKey(wire.key(command.account()))
                  .withValue(wire.command(command, event.receivedAt()))));
    }
  }

  /** Tells whether the store's changelog and the topics can take all of it. */
  private static boolean fit(Map<String, byte @Nullable []> changes, List<Output> outputs) {
    for (byte @Nullable [] value : changes.values()) {
      if (value != null && value.length > LARGEST_STATE) {
        return false;
      }
    }
    return outputs.stream().allMatch(each -> each.record.value().length <= LARGEST_OUTPUT);
  }

  private void setAside(List<Output> outputs, Step step, Record<byte[], byte[]> in) {
    for (Step.Refusal refusal : step.refusals()) {
      String detail = refusal.event() + ": " + refusal.detail();
      outputs.add(refused(in, refusal.code(), detail));
    }
  }

  private Output refused(Record<byte[], byte[]> in, String reason, String detail) {
    RecordMetadata at = Objects.requireNonNull(context).recordMetadata().orElseThrow();
    watch.refused(reason, detail);
    return new Output(
        StripeSubTopology.QUARANTINE, in.withValue(wire.quarantined(in, at, reason, detail)));
  }

  private <T> @Nullable T known(String key, Class<T> type) {
    byte[] value = Objects.requireNonNull(store).get(key);
    return value == null ? null : StateJson.read(value, type);
  }

  private List<Waiting> waiting() {
    List<Waiting> waiting = new ArrayList<>();
    String end = Waiting.PREFIX + Character.MAX_VALUE;
    try (KeyValueIterator<String, byte[]> entries =
        Objects.requireNonNull(store).range(Waiting.PREFIX, end)) {
      while (entries.hasNext()) {
        KeyValue<String, byte[]> entry = entries.next();
        waiting.add(StateJson.read(entry.value, Waiting.class));
      }
    }
    return waiting;
  }

  @Override
  public void close() {
    watch.waiting(List.of());
  }
}
