package dev.weir.streams.stripe;

import dev.weir.accounting.Command;
import dev.weir.accounting.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stripe's rules with their state kept as the store keeps it, and all that they sent. */
class Desk {
  final Map<String, byte[]> state = new HashMap<>();
  final List<Step> steps = new ArrayList<>();

  Desk deliver(StripeEvent... events) {
    return deliver(List.of(events));
  }

  Desk deliver(List<StripeEvent> events) {
    for (StripeEvent event : events) {
      Step step = StripeRules.step(this::known, event);
      for (Step.Change change : step.changes()) {
        if (change.value() == null) {
          state.remove(change.key());
        } else {
          state.put(change.key(), StateJson.write(change.value()));
        }
      }
      steps.add(step);
      step.commands().forEach(this::sent);
    }
    return this;
  }

  private <T> @Nullable T known(String key, Class<T> type) {
    byte[] bytes = state.get(key);
    return bytes == null ? null : StateJson.read(bytes, type);
  }

  /** What happens to a command; nothing here. */
  void sent(Command command) {}

  List<Command> commands() {
    return steps.stream().flatMap(step -> step.commands().stream()).toList();
  }

  <V extends Verb> List<V> verbs(Class<V> type) {
    return commands().stream().map(Command::verb).filter(type::isInstance).map(type::cast).toList();
  }

  List<String> refusals() {
    return steps.stream()
        .flatMap(step -> step.refusals().stream())
        .map(Step.Refusal::code)
        .toList();
  }

  List<String> waiting() {
    return state.keySet().stream().filter(key -> key.startsWith(Waiting.PREFIX)).sorted().toList();
  }
}
