package dev.weir.edge.tenants;

import dev.weir.edge.json.Json;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose end-user tokens a tenant trusts.
 *
 * @param url where its keys are, or null when the document carries them in {@code keys}
 * @param audience null when any will do
 * @param publishableKeys when several tenants share an issuer: the claim that tells them apart
 */
public record TokenIssuer(
    String issuer,
    @Nullable String audience,
    @Nullable URI url,
    @Nullable Json keys,
    List<String> publishableKeys) {}
