package dev.weir.ingest.stripe;

import dev.weir.accounting.Mode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.StandardEnvironment;

/**
 * Settings under {@code weir.stripe}; in the environment {@code WEIR_STRIPE_KEY_LIVE} and so on.
 *
 * @param key Stripe's secret keys by mode, {@code live} and {@code test}; without one nothing can
 *     be bought
 * @param url where Stripe's API is
 * @param modes whose events are taken; an installation for one mode refuses the other's
 * @param tenant whose objects those are that name no tenant
 * @param returnUrl where a buyer comes back to when the request does not say
 * @param connectTimeout of one request to Stripe
 * @param readTimeout of one request to Stripe
 * @param retries of one request, with backoff and the same idempotency key
 * @param topUpCooldown between two automatic top-ups of one account
 * @param reconcileAt when the daily reconcile runs, hour of the day in UTC; -1 for never
 */
@ConfigurationProperties(prefix = "weir.stripe", ignoreUnknownFields = false)
public record StripeSettings(
    @DefaultValue Map<String, String> key,
    @DefaultValue("https://api.stripe.com") URI url,
    @DefaultValue({"live", "test"}) List<String> modes,
    @DefaultValue("sheen") String tenant,
    @DefaultValue("http://localhost:3000/billing") URI returnUrl,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("20s") Duration readTimeout,
    @DefaultValue("2") int retries,
    @DefaultValue("10m") Duration topUpCooldown,
    @DefaultValue("3") int reconcileAt) {

  public StripeSettings {
    for (String mode : key.keySet()) {
      require(
          mode.equals("live") || mode.equals("test"), "key." + mode + " is neither live nor test");
    }
    for (String mode : modes) {
      require(mode.equals("live") || mode.equals("test"), "modes must be live, test or both");
    }
    require(url.isAbsolute() && url.getHost() != null, "url must be absolute");
    require(retries >= 0 && retries <= 10, "retries must be 0 to 10");
    require(reconcileAt >= -1 && reconcileAt <= 23, "reconcile-at must be an hour, or -1");
  }

  /** For a command line: the same names from the environment as a running Weir takes. */
  public static StripeSettings fromEnvironment() {
    return Binder.get(new StandardEnvironment()).bindOrCreate("weir.stripe", StripeSettings.class);
  }

  public Optional<String> key(Mode mode) {
    return Optional.ofNullable(key.get(mode.text())).filter(text -> !text.isBlank());
  }

  /** The mode that there is a key for; live when there are both. */
  public Mode onlyMode() {
    return key(Mode.LIVE).isPresent() || key(Mode.TEST).isEmpty() ? Mode.LIVE : Mode.TEST;
  }

  public boolean takes(Mode mode) {
    return modes.contains(mode.text());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("weir.stripe." + otherwise);
    }
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "StripeSettings[" + url + ", keys for " + key.keySet() + "]";
  }
}
