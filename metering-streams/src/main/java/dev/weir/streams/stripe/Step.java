package dev.weir.streams.stripe;

import dev.weir.accounting.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that follows from one event: what is to be kept, sent and said. Nothing has happened yet. */
public record Step(
    List<Change> changes, List<Command> commands, List<Link> links, List<Refusal> refusals) {

  /**
   * @param value null when the key is to be forgotten
   */
  public record Change(String key, @Nullable Object value) {}

  /** An event that was not, or not wholly, understood; it belongs into the quarantine. */
  public record Refusal(String event, String code, String detail) {}
}
