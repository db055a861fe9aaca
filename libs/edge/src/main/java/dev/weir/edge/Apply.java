package dev.weir.edge;

import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.CatalogDirectory;
import dev.weir.edge.tenants.Directories;
import dev.weir.edge.tenants.DocumentDiff;
import dev.weir.edge.tenants.Documents;
import dev.weir.edge.tenants.TenantDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./weir apply <file>…}: checks tenants and catalogs, shows what they change, and writes all
 * of them or none.
 */
public final class Apply {
  private Apply() {}

  public static void main(String[] files) {
    if (files.length == 0) {
      fail("usage: ./weir apply <file>…");
    }
    try {
      run(List.of(files), System.getenv()).forEach(System.out::println);
    } catch (Problem refused) {
      fail("refused, nothing was changed: " + refused.detail());
    } catch (IOException e) {
      fail("cannot read " + e.getMessage());
    } catch (KafkaException e) {
      fail("Kafka cannot be reached, nothing was changed: " + e.getMessage());
    }
  }

  /** What was changed, line by line. */
  static List<String> run(List<String> files, Map<String, String> environment) throws IOException {
    Documents wanted = new Documents(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (String file : files) {
      wanted.and(Documents.parse(Files.readString(Path.of(file))));
    }
    Directories directories = new Directories(KafkaConnection.of(environment).config());
    Documents current = directories.current();
    check(wanted, current, "production".equals(environment.get("WEIR_PROFILE")));
    List<String> lines = new ArrayList<>();
    wanted
        .catalogs()
        .forEach((key, to) -> lines.addAll(diff(key, current.catalogs().get(key), to)));
    wanted.tenants().forEach((id, to) -> lines.addAll(diff(id, current.tenants().get(id), to)));
    if (lines.isEmpty()) {
      return List.of("nothing to change");
    }
    directories.publish(wanted);
    lines.add(
        "applied: "
            + wanted.tenants().size()
            + " tenants, "
            + wanted.catalogs().size()
            + " catalogs");
    return lines;
  }

  private static List<String> diff(String name, @Nullable String before, String after) {
    return DocumentDiff.of(name, before, after);
  }

  private static void check(Documents wanted, Documents current, boolean production) {
    wanted
        .catalogs()
        .forEach(
            (key, document) -> {
              String known = current.catalogs().get(key);
              if (known != null && !known.equals(document)) {
                throw refused(
                    "catalog_version_exists", key + " is there already; give it a new version");
              }
            });
    wanted
        .tenants()
        .forEach(
            (id, document) -> {
              var tenant = TenantDocument.parse(document);
              if (production && tenant.dev()) {
                throw refused("tenant_dev", id + " is a development tenant");
              }
              String version = tenant.terms().catalogVersion();
              String key = CatalogDirectory.key(id, String.valueOf(version));
              if (version != null
                  && !wanted.catalogs().containsKey(key)
                  && !current.catalogs().containsKey(key)) {
                throw refused(
                    "catalog_unknown",
                    id + " names the catalog " + version + ", which is not there");
              }
            });
  }

  private static Problem refused(String code, String detail) {
    return Problem.of(422, code, detail);
  }

  private static void fail(String message) {
    System.err.println("weir: " + message);
    System.exit(1);
  }
}
