package dev.weir.sink.aitime;

import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Caller;
import dev.weir.edge.auth.Right;
import dev.weir.edge.http.Call;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.edge.tenants.TenantDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The public price list. A client that holds the current one is told so without sending it again.
 */
@RestController
public final class CatalogController {
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final TenantDirectory tenants;

  public CatalogController(TenantDirectory tenants) {
    this.tenants = tenants;
  }

  @Access(Right.PUBLIC)
  @GetMapping("/v1/billing/catalog")
  public ResponseEntity<CatalogView> catalog(Call call) {
    TenantCatalog catalog = catalogFor(call);
    String currency = call.query("currency").orElse(catalog.fallback()).toUpperCase(Locale.ROOT);
    if (!catalog.currencies().contains(currency)) {
      throw Problem.malformed(
          "unknown_currency", "currency must be one of " + String.join(", ", catalog.currencies()));
    }
    String etag =
        "\"" + catalog.tenant() + "-" + catalog.catalog().version() + "-" + currency + "\"";
    Optional<String> held = call.header("If-None-Match");
    boolean current = held.isPresent() && (held.get().contains(etag) || held.get().equals("*"));
    CacheControl fresh = CacheControl.maxAge(FRESH);
    return ResponseEntity.status(current ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
        .eTag(etag)
        .varyBy("Authorization", "Weir-Signature", "X-HMAC-Signature", "x-sheen-signature")
        .cacheControl(call.callerIfAny().isPresent() ? fresh.cachePrivate() : fresh.cachePublic())
        .body(current ? null : CatalogView.of(catalog, currency));
  }

  /** The caller's own, the one of the tenant that is named, or the only one there is. */
  private TenantCatalog catalogFor(Call call) {
    Optional<Caller> caller = call.callerIfAny();
    Optional<String> named = call.query("tenant");
    if (caller.isPresent() || named.isPresent()) {
      return caller
          .map(Caller::tenant)
          .or(() -> named.flatMap(tenants::tenant))
          .flatMap(tenants::catalog)
          .orElseThrow(CatalogController::none);
    }
    List<TenantCatalog> all =
        tenants.tenants().all().stream().flatMap(t -> tenants.catalog(t).stream()).toList();
    if (all.size() != 1) {
      throw all.isEmpty()
          ? none()
          : Problem.malformed("tenant_missing", "Say whose catalog: tenant=");
    }
    return all.getFirst();
  }

  private static Problem none() {
    return Problem.notFound("catalog_not_found", "There is no catalog.");
  }
}
