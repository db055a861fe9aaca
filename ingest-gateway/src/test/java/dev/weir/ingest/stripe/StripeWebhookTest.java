package dev.weir.ingest.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import dev.weir.edge.tenants.Secret;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.schemas.avro.StripeEventRecord;
import dev.weir.schemas.avro.StripePriceRecord;
import dev.weir.schemas.avro.StripeTenantRecord;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Stripe's webhooks over HTTP: what is taken, what is refused, and what is written down. */
@SpringBootTest(
    classes = StripeApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "weir.edge.follow=false"})
class StripeWebhookTest {
  private static final long NOW = System.currentTimeMillis() / 1000;
  private static final String EVENT =
      """
      {"id":"evt_1","object":"event","type":"payment_intent.succeeded","livemode":true,"created":%d,
       "api_version":"2026-07-29.dahlia","data":{"object":{"id":"pi_1","livemode":true,"amount":900,
       "metadata":{"userId":"u1","packageName":"mini","minutesPurchased":"60"}}}}
      """
          .formatted(NOW);

  @LocalServerPort private int port;
  @Autowired private MemoryLog log;
  @Autowired private TenantDirectory directory;
  private Web web;

  @BeforeEach
  void connect() {
    web = new Web(port);
    log.clear();
    log.away = false;
  }

  private void refused(String body, String signature, String code) {
    Web.Answer answer = web.webhook("/v1/webhooks/stripe", body, signature);
    assertThat(answer.status()).as(signature).isEqualTo(400);
    assertThat(answer.text("code")).as(signature).isEqualTo(code);
    assertThat(log.events()).as("nothing is stored").isEmpty();
  }

  @Test
  @DisplayName("B42: a signature that is not right, in every way that it can be wrong")
  void B42_everyWrongSignatureIs400AndStoresNothing() {
    String right = Web.v1(EVENT, NOW);
    assertThat(web.signed("POST", "/v1/webhooks/stripe", EVENT).status()).isEqualTo(400);
    refused(EVENT, "", "webhook_timestamp_invalid");
    refused(EVENT, "garbled", "webhook_timestamp_invalid");
    refused(EVENT, "t=soon,v1=" + right, "webhook_timestamp_invalid");
    refused(EVENT, "t=" + NOW, "webhook_signature_invalid");
    refused(EVENT, "t=" + NOW + ",v1", "webhook_signature_invalid");
    refused(EVENT, "t,t=" + NOW + ",v1=" + right, "webhook_signature_invalid");
    refused(EVENT, "t=soon,t=" + NOW + ",v1=" + right, "webhook_signature_invalid");
    refused(EVENT, "t=" + NOW + ",v0=" + right, "webhook_signature_invalid");
    refused(EVENT, "t=" + NOW + ",v1=" + Web.v1(EVENT, NOW - 1), "webhook_signature_invalid");
    refused(EVENT, "t=" + NOW + ",v1=" + right.substring(1), "webhook_signature_invalid");
    refused(EVENT.strip(), "t=" + NOW + ",v1=" + right, "webhook_signature_invalid");
    String other = Web.hmac("whsec_other", NOW + "." + EVENT);
    refused(EVENT, "t=" + NOW + ",v1=" + other, "webhook_signature_invalid");
    for (long away : List.of(NOW - 302, NOW + 900)) {
      refused(EVENT, "t=" + away + ",v1=" + Web.v1(EVENT, away), "webhook_timestamp_invalid");
    }
  }

  @Test
  @DisplayName("B43: one right signature among several, and a secret in rotation")
  void B43_oneRightSignatureIsEnoughAndSoIsEitherSecret() throws Exception {
    String right = Web.v1(EVENT, NOW);
    String several = "t=" + NOW + ",v1=" + "0".repeat(64) + ",v1=" + right + ",v0=x";
    assertThat(web.webhook("/v1/webhooks/stripe", EVENT, several).status()).isEqualTo(200);
    Tenant sheen = directory.tenant("sheen").orElseThrow();
    Tenant.Keys keys = sheen.keys();
    directory.put(
        new Tenant(
            sheen.id(),
            sheen.unit(),
            sheen.dev(),
            sheen.suspended(),
            new Tenant.Keys(
                keys.hmac(),
                keys.allowV1(),
                keys.apiKeys(),
                keys.cron(),
                keys.clerk(),
                List.of(Secret.of("whsec_weir_dev"), Secret.of("whsec_next")),
                keys.issuer()),
            sheen.terms()));
    String next = Webhook.Signature.generateSignatureHeader(EVENT, "whsec_next");
    assertThat(web.webhook("/v1/webhooks/stripe", EVENT, next).status()).isEqualTo(200);
    assertThat(log.events()).hasSize(2);
    assertThat(log.events().getLast().getTenants())
        .as("a secret opens its own tenant's accounts only")
        .extracting(StripeTenantRecord::getTenant)
        .containsExactly("sheen");
    directory.put(sheen);
  }

  @Test
  @DisplayName("B44: unknown types are taken; another mode or account is refused")
  void B44_whatIsTakenAndWhatIsNot() {
    assertThat(web.webhook(EVENT.replace("payment_intent.succeeded", "some.news")).status())
        .isEqualTo(200);
    assertThat(web.webhook(EVENT.replace("2026-07-29.dahlia", "2099-01-01.zebra")).status())
        .isEqualTo(200);
    assertThat(log.events()).hasSize(2);
    Web.Answer mixed = web.webhook(EVENT.replaceFirst("\"livemode\":true", "\"livemode\":false"));
    assertThat(mixed.status()).isEqualTo(400);
    assertThat(mixed.text("code")).isEqualTo("mode_mismatch");
    Web.Answer other = web.webhook(EVENT.replaceFirst("\\{", "{\"account\":\"acct_2\","));
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.text("code")).isEqualTo("other_account");
    assertThat(log.events()).hasSize(2);
  }

  @Test
  @DisplayName("B46: no broker, no 2xx")
  void B46_withoutABrokerStripeIsToldToTryAgain() {
    log.away = true;
    assertThat(web.webhook(EVENT).status()).isEqualTo(503);
    log.away = false;
    Web.Answer taken = web.webhook(EVENT);
    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.body().toString()).isEqualTo("{\"received\":true}");
  }

  @Test
  void allThreePathsTakeIt() {
    for (String path : List.of("/v1/webhooks/stripe", "/webhook/stripe", "/api/webhooks/stripe")) {
      String signature = "t=" + NOW + ",v1=" + Web.v1(EVENT, NOW);
      assertThat(web.webhook(path, EVENT, signature).status()).as(path).isEqualTo(200);
    }
    assertThat(log.events()).hasSize(3);
  }

  @Test
  void whatIsSignedButNoEventIs400() {
    assertThat(web.webhook("{").text("code")).isEqualTo("json_invalid");
    assertThat(web.webhook("{\"type\":\"x\",\"type\":\"y\"}").text("code"))
        .isEqualTo("json_invalid");
    assertThat(web.webhook("\uFEFF" + EVENT).text("code")).isEqualTo("json_invalid");
    assertThat(web.webhook("[]").text("code")).isEqualTo("event_invalid");
    assertThat(web.webhook("{\"type\":\"x\"}").text("code")).isEqualTo("event_invalid");
  }

  @Test
  void anEventIsWrittenDownAsItCameWithTheCatalogsFacts() {
    String invoice =
        """
        {"id":"evt_2","type":"invoice.paid","livemode":true,"created":%d,"data":{"object":{"id":"in_1",
        "customer":"cus_1","lines":{"data":[{"id":"il_1","pricing":{"price_details":
        {"price":"price_sheen_builder_usd"}}}]}}}}
        """
            .formatted(NOW);
    assertThat(web.webhook(invoice).status()).isEqualTo(200);
    StripeEventRecord event = log.events().getFirst();
    assertThat(log.last().key()).isEqualTo("cus_1");
    assertThat(event.getPayload()).isEqualTo(invoice);
    assertThat(event.getTime())
        .as("an event of now happens when Stripe says")
        .isEqualTo(NOW * 1000);
    StripePriceRecord price = event.getPrices().getFirst();
    assertThat(price.getTenant()).isEqualTo("sheen");
    assertThat(price.getPlan().getKey()).isEqualTo("builder");
    assertThat(price.getCatalogVersion()).isEqualTo("2025-09-01");
    assertThat(event.getTenants()).extracting(StripeTenantRecord::getTenant).contains("sheen");
  }

  @Test
  void anEventWithoutIdTimeOrModeIsATestsAndOfNow() {
    String bare =
        "{\"type\":\"checkout.session.completed\",\"data\":{\"object\":{\"id\":\"cs_1\"}}}";
    assertThat(web.webhook(bare).status()).isEqualTo(200);
    assertThat(web.webhook(bare).status()).isEqualTo(200);
    List<StripeEventRecord> events = log.events();
    assertThat(events.getFirst().getLivemode()).isFalse();
    assertThat(events.getFirst().getTime()).isGreaterThanOrEqualTo(NOW * 1000);
    assertThat(events.getFirst().getId()).startsWith("evt_").isEqualTo(events.getLast().getId());
  }

  @Test
  void anOldEventHappensNow() {
    assertThat(web.webhook(EVENT.replace("" + NOW, "1500000000")).status()).isEqualTo(200);
    assertThat(log.events().getFirst().getTime()).isGreaterThanOrEqualTo(NOW * 1000);
  }

  @Test
  void theKeyIsTheAccountWhereThereIsNoCustomer() {
    assertThat(web.webhook(EVENT).status()).isEqualTo(200);
    assertThat(log.last().key()).isEqualTo("sheen/live/u1");
  }
}
