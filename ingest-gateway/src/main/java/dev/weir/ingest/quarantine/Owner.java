package dev.weir.ingest.quarantine;

import dev.weir.edge.auth.Caller;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.schemas.quarantine.Quarantined;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whose a quarantined record is. Only its key can say, for nothing else in it could be read: the
 * key of an account begins with tenant and mode. What names no tenant of ours is nobody's.
 */
enum Owner {
  CALLER,
  /** Another tenant, or the caller's tenant in its other mode. */
  ANOTHER,
  NOBODY;

  private static final List<String> MODES = List.of("live", "test");

  static Owner of(Quarantined record, Caller caller, TenantDirectory tenants) {
    byte[] key = record.key();
    String[] parts =
        key == null ? new String[0] : new String(key, StandardCharsets.UTF_8).split("/", 3);
    if (parts.length < 3 || tenants.tenant(parts[0]).isEmpty()) {
      return NOBODY;
    }
    boolean otherMode = MODES.contains(parts[1]) && !parts[1].equals(caller.mode().text());
    return parts[0].equals(caller.tenant().id()) && !otherMode ? CALLER : ANOTHER;
  }
}
