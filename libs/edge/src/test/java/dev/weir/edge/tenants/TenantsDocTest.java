package dev.weir.edge.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Bucket;
import dev.weir.accounting.Mode;
import dev.weir.accounting.OpeningGrant;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import dev.weir.accounting.pricing.PriceBook.Priced;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What docs/tenants.md shows is taken as it stands, and means what the page says. */
class TenantsDocTest {
  private final Tenant acme = TenantDocument.parse(example());

  private static String example() {
    try {
      String page = Files.readString(Path.of("..", "..", "docs", "tenants.md"));
      return page.replaceFirst("(?s).*?```json\\n", "").replaceFirst("(?s)```.*", "");
    } catch (IOException e) {
      throw new IllegalStateException("The page is not there.", e);
    }
  }

  @Test
  void itsDoorsAreThoseOfTheExample() {
    Tenant.Keys keys = acme.keys();

    assertThat(acme.suspended()).isFalse();
    assertThat(acme.allowV1()).isFalse();
    assertThat(keys.hmac()).hasSize(2);
    assertThat(keys.apiKeys()).extracting(ApiKey::mode).containsExactly(Mode.LIVE, Mode.TEST);
    assertThat(keys.apiKeys()).extracting(ApiKey::admin).containsExactly(false, true);
    assertThat(keys.issuer()).isNotNull();
    assertThat(keys.issuer().audience()).isEqualTo("acme-app");
    assertThat(keys.issuer().keys()).isNotNull();
    assertThat(keys.issuer().url()).isNull();
  }

  @Test
  void itsAccountsOpenWithBothGrants() {
    assertThat(acme.terms().opening())
        .containsExactly(
            new OpeningGrant(Source.WELCOME, 100_000_000, "opening", Bucket.NEVER),
            new OpeningGrant(Source.GIFT, 20_000_000, "opening", Bucket.NEVER));
  }

  @Test
  void aMetersPolicyIsItsOwnAndElseClamps() {
    Tenant.Meters meters = acme.terms().meters();

    assertThat(meters.policy("export")).isEqualTo(Policy.STRICT);
    assertThat(meters.policy("tokens")).isEqualTo(Policy.CLAMP);
    assertThat(meters.policy("message")).isEqualTo(Policy.CLAMP);
  }

  @Test
  void eachPartOfAQuantityCostsWhatItsTierSays() {
    assertThat(acme.terms().meters().prices().price("tokens", new BigDecimal(12_000)))
        .isInstanceOfSatisfying(
            Priced.Amount.class, priced -> assertThat(priced.amount()).isEqualTo(59_000_000));
  }
}
