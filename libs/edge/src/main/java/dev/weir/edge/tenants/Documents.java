package dev.weir.edge.tenants;

import dev.weir.edge.json.CanonicalJson;
import dev.weir.edge.json.Json;
import dev.weir.edge.json.StrictJson;
import dev.weir.edge.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Documents to be written together: tenants by id and catalogs by tenant and version, each one read
 * and found right before any is written.
 */
public record Documents(Map<String, String> tenants, Map<String, String> catalogs) {

  /**
   * A file: one document, an array of them, or {@code {"tenants": […], "catalogs": […]}}. What has
   * {@code plans} is a catalog.
   */
  public static Documents parse(String file) {
    Documents documents = new Documents(new LinkedHashMap<>(), new LinkedHashMap<>());
    all(StrictJson.parse(file)).forEach(documents::add);
    return documents;
  }

  public Documents and(Documents more) {
    more.tenants().forEach((id, document) -> once(tenants, id, document));
    more.catalogs().forEach((id, document) -> once(catalogs, id, document));
    return this;
  }

  private static List<Json> all(Json file) {
    return switch (file) {
      case Json.Items items -> items.values();
      case Json.Members members
          when members.values().containsKey("tenants")
              || members.values().containsKey("catalogs") -> {
        List<Json> all = new ArrayList<>();
        for (Json part : members.values().values()) {
          if (part instanceof Json.Items items) {
            all.addAll(items.values());
          }
        }
        yield all;
      }
      default -> List.of(file);
    };
  }

  private void add(Json document) {
    if (document instanceof Json.Members members && members.values().containsKey("plans")) {
      TenantCatalog catalog = CatalogDocument.parse(document);
      String key = CatalogDirectory.key(catalog.tenant(), catalog.catalog().version());
      once(catalogs, key, CanonicalJson.of(document));
    } else {
      once(tenants, TenantDocument.parse(document).id(), CanonicalJson.of(document));
    }
  }

  private static void once(Map<String, String> documents, String key, String document) {
    if (documents.putIfAbsent(key, document) != null) {
      throw Problem.of(422, "document_duplicated", key + " appears twice");
    }
  }
}
