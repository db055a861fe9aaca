package dev.weir.sink.aitime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.weir.accounting.Mode;
import dev.weir.accounting.pricing.Catalog;
import dev.weir.edge.auth.Caller;
import dev.weir.edge.auth.Scope;
import dev.weir.edge.http.Call;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.TenantCatalog;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.edge.tenants.TenantDocument;
import dev.weir.edge.tenants.Tenants;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogControllerTest {
  private final Tenant tenant =
      TenantDocument.parse("{\"tenant\":\"t\",\"unit\":\"seconds\",\"hmac\":[\"s\"]}");
  private final TenantDirectory tenants = mock(TenantDirectory.class);
  private final CatalogController controller = new CatalogController(tenants);
  private final Call call = mock(Call.class);

  @BeforeEach
  void oneTenantHasACatalog() {
    Catalog offers = new Catalog("v1", 90, List.of(), List.of());
    TenantCatalog catalog =
        new TenantCatalog("t", offers, List.of("USD"), "USD", Map.of(), Map.of());
    when(tenants.tenants()).thenReturn(new Tenants(List.of(tenant)));
    when(tenants.tenant("t")).thenReturn(Optional.of(tenant));
    when(tenants.catalog(any())).thenReturn(Optional.of(catalog));
  }

  @Test
  void aCatalogThatACredentialChoseIsForNoSharedCache() {
    assertThat(cacheControl()).contains("public");
    Caller caller = new Caller(tenant, Mode.LIVE, Scope.ORDINARY, null, null);
    when(call.callerIfAny()).thenReturn(Optional.of(caller));
    assertThat(cacheControl()).contains("private");
  }

  @Test
  void aTenantThatIsNamedIsAskedAndNoOther() {
    when(call.query("tenant")).thenReturn(Optional.of("t"));
    assertThat(cacheControl()).contains("public");
    when(call.query("tenant")).thenReturn(Optional.of("nosuch"));
    assertThatThrownBy(this::cacheControl).hasMessageContaining("catalog_not_found");
  }

  private String cacheControl() {
    return controller.catalog(call).getHeaders().getCacheControl();
  }
}
