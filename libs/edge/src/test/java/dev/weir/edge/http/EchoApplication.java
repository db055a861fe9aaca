package dev.weir.edge.http;

import dev.weir.edge.EdgeConfiguration;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.tenants.CatalogDirectory;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.edge.tenants.TestTenants;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service with nothing behind its edge: its endpoints say what the edge made of a request. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(EdgeConfiguration.class)
class EchoApplication {

  @Bean
  TestTenants testTenants(TenantDirectory tenants, CatalogDirectory catalogs) {
    return TestTenants.into(tenants, catalogs);
  }

  @RestController
  static class Echo {
    @Access(Right.TENANT)
    @PostMapping({"/v1/charges", "/v1/ai/build"})
    Map<String, Object> charge(Call call) {
      String id = call.idempotencyKey();
      String user = call.body().id("user");
      long amount = call.body().amount("amount");
      String metadata = call.body().metadata().orElse("");
      call.body().noOthers();
      return Map.of(
          "id", id, "account", call.account(user).text(), "amount", amount, "metadata", metadata);
    }

    @Access(Right.USER)
    @GetMapping("/v1/accounts/{user}/balance")
    Map<String, Object> balance(Call call) {
      return Map.of("account", call.account(call.pathId("user")).text());
    }

    @Access(Right.ADMIN)
    @PostMapping("/v1/grants")
    Map<String, Object> grant(Call call) {
      return Map.of("tenant", call.tenant().id());
    }

    @Access(Right.CRON)
    @GetMapping("/api/cron/reconcile")
    Map<String, Object> reconcile(Call call) {
      return Map.of("tenant", call.tenant().id());
    }

    @Access(Right.PUBLIC)
    @GetMapping("/v1/billing/catalog")
    Map<String, Object> catalog(Call call) {
      return Map.of("tenant", call.callerIfAny().map(c -> c.tenant().id()).orElse("nobody"));
    }

    @Access(Right.USER)
    @GetMapping({"/api/usage", "/api/{member}/usage"})
    Map<String, Object> usage(Call call, @PathVariable Optional<String> member) {
      return Map.of("user", call.user(member.orElse("X-User-Id"), Optional.empty()));
    }

    @Access(Right.TENANT)
    @GetMapping("/v1/accounts/fault")
    Map<String, Object> fault() {
      throw new IllegalStateException("on purpose");
    }

    @GetMapping("/v1/accounts/forgotten")
    Map<String, Object> forgotten() {
      return Map.of();
    }
  }
}
