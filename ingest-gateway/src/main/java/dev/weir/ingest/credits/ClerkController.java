package dev.weir.ingest.credits;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Verb;
import dev.weir.edge.auth.Access;
import dev.weir.edge.auth.Right;
import dev.weir.edge.auth.StandardWebhook;
import dev.weir.edge.http.Call;
import dev.weir.edge.json.Fields;
import dev.weir.edge.json.Ids;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.ingest.bus.CommandBus;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * News of users from the identity provider. A new user's account is opened; that it happens once is
 * the account's own doing, so deliveries may repeat and overtake each other.
 */
@RestController
final class ClerkController {
  private static final String CREATED = "user.created";
  private static final int LONGEST_TYPE = 256;

  private final CommandBus bus;

  ClerkController(CommandBus bus) {
    this.bus = bus;
  }

  @Access(Right.WEBHOOK)
  @PostMapping("/api/webhooks/clerk")
  Map<String, Object> receive(Call call) {
    TenantDirectory directory = call.directory();
    StandardWebhook.Verified webhook =
        StandardWebhook.verify(
            call.raw(),
            directory.tenants().all(),
            tenant -> tenant.keys().clerk(),
            System.currentTimeMillis());
    Fields event = call.body();
    if (event.text("type", LONGEST_TYPE).equals(CREATED)) {
      Fields user = event.fieldsIfAny("data").orElseThrow(() -> event.missing("data"));
      bus.decide(opening(directory, webhook, user.id("id")), call.traceParent());
    }
    return Map.of("received", true);
  }

  /** Whatever is decided, the account is open afterwards: opening an open one is no refusal. */
  private static Command opening(
      TenantDirectory directory, StandardWebhook.Verified webhook, String user) {
    Tenant tenant = webhook.tenant();
    AccountKey account = new AccountKey(tenant.id(), Mode.LIVE, user);
    Verb verb = CreditGrant.first(tenant.terms().initial(), directory.plan(tenant));
    return new Command(
        account, id(webhook.id()), directory.now(account), directory.opening(tenant), verb);
  }

  /** The message's own id, so that the ledger names what opened the account. */
  private static String id(String message) {
    String id = "clerk:" + message;
    return Ids.valid(id) ? id : "clerk:" + UUID.randomUUID();
  }
}
