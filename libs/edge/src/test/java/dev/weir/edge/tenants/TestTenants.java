package dev.weir.edge.tenants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The example tenants, and some more for what they do not show, put straight into a directory. */
public final class TestTenants {
  private TestTenants() {}

  public static TestTenants into(TenantDirectory tenants, CatalogDirectory catalogs) {
    catalogs.put(CatalogDocument.parse(resource("/catalogs/sheen-2025-09-01.json")));
    for (String name : List.of("sheen", "sparked", "dream")) {
      tenants.put(TenantDocument.parse(resource("/tenants/" + name + ".json")));
    }
    tenants.put(
        TenantDocument.parse(
            """
            {"tenant": "strict", "unit": "seconds", "hmac": ["old-secret", "new-secret"], "allowV1": false}
            """));
    tenants.put(
        TenantDocument.parse(
            """
            {"tenant": "asleep", "unit": "seconds", "hmac": ["asleep-secret"], "suspended": true}
            """));
    return new TestTenants();
  }

  public static String resource(String path) {
    try (InputStream in = TestTenants.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
