package dev.weir.edge.tenants;

import dev.weir.accounting.Mode;

/** A secret key, of which only the hash is known. */
public record ApiKey(String sha256, Mode mode, boolean admin) {}
