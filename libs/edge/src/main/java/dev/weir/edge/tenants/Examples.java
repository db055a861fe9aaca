package dev.weir.edge.tenants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/** The tenants that a first start comes with, and sheen's catalog. */
public final class Examples {
  private static final List<String> FILES =
      List.of(
          "/catalogs/sheen-2025-09-01.json",
          "/tenants/sheen.json",
          "/tenants/sparked.json",
          "/tenants/dream.json");

  private Examples() {}

  public static Documents documents() {
    Documents all = new Documents(new LinkedHashMap<>(), new LinkedHashMap<>());
    FILES.forEach(file -> all.and(Documents.parse(resource(file))));
    return all;
  }

  /** Those that are not there yet: what an operator has changed stays changed. */
  public static Documents missing(Documents current) {
    Documents missing = documents();
    missing.tenants().keySet().removeAll(current.tenants().keySet());
    missing.catalogs().keySet().removeAll(current.catalogs().keySet());
    return missing;
  }

  private static String resource(String path) {
    try (InputStream in = Examples.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
