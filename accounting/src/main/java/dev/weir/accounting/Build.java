package dev.weir.accounting;

import org.jspecify.annotations.Nullable;

/**
 * The piece of work that a hold pays for.
 *
 * @param size small, medium, large or empty
 * @param payload JSON for the worker, from the request's own content alone (nothing made up on the
 *     way, or a retry would look like another request); neither ledger nor account keep it
 */
public record Build(
    String operation, @Nullable String projectId, String size, boolean update, String payload) {

  public Build withoutPayload() {
    return payload.isEmpty() ? this : new Build(operation, projectId, size, update, "");
  }
}
