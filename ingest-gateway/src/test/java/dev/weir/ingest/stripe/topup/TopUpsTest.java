package dev.weir.ingest.stripe.topup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.accounting.AccountKey;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.CatalogDirectory;
import dev.weir.edge.tenants.CatalogDocument;
import dev.weir.edge.tenants.Examples;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.edge.tenants.TenantDocument;
import dev.weir.ingest.stripe.MemoryLog;
import dev.weir.ingest.stripe.StripeApi;
import dev.weir.ingest.stripe.StripeSettings;
import dev.weir.ingest.stripe.topup.TopUp.Progress;
import dev.weir.ingest.stripe.topup.TopUp.Wish;
import dev.weir.ingest.stripe.wallet.Wallets;
import dev.weir.schemas.WalletKeys;
import dev.weir.schemas.avro.WalletRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What becomes of a payment whose request or answer is lost or refused. */
class TopUpsTest {
  private static final AccountKey ANN = AccountKey.parse("sheen/test/ann");
  private static final Duration COOLDOWN = Duration.ofMinutes(10);
  private static final String CARD =
      "{\"object\":\"list\",\"data\":[{\"id\":\"pm_1\",\"object\":\"payment_method\"}]}";
  private static final String PAID =
      "{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"status\":\"succeeded\"}";

  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final Wallets wallets = new Wallets();
  private final MemoryLog log = new MemoryLog();
  private HttpServer server;
  private TopUps topUps;
  private volatile int status = 200;
  private volatile String body = PAID;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    CatalogDirectory catalogs = new CatalogDirectory();
    TenantDirectory tenants = new TenantDirectory(catalogs, false);
    Examples.documents().catalogs().values().forEach(t -> catalogs.put(CatalogDocument.parse(t)));
    Examples.documents().tenants().values().forEach(t -> tenants.put(TenantDocument.parse(t)));
    StripeApi stripe = new StripeApi(settings(), Clock.systemUTC());
    topUps = new TopUps(wallets, log, new Charger(stripe), tenants, new SimpleMeterRegistry());
    wish("mini");
    WalletRecord customer =
        WalletRecord.newBuilder()
            .setTenant("sheen")
            .setMode("test")
            .setUser("ann")
            .setCustomer("cus_1")
            .build();
    wallets.tell(WalletKeys.customer(ANN), customer, 0);
  }

  private void wish(String what) {
    Wish wish = new Wish(true, 600, what, 1, 0);
    String key = WalletKeys.wish(ANN);
    wallets.tell(key, Wallets.of(ANN, wish), log.write(key, null));
  }

  private StripeSettings settings() {
    return new Binder(
            new MapConfigurationPropertySource(
                Map.of(
                    "weir.stripe.key.test", "sk_test_secret",
                    "weir.stripe.url", "http://127.0.0.1:" + server.getAddress().getPort(),
                    "weir.stripe.retries", "0")))
        .bindOrCreate("weir.stripe", StripeSettings.class);
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean payment = exchange.getRequestURI().getPath().equals("/v1/payment_intents");
    if (payment) {
      keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    }
    byte[] bytes = (payment ? body : CARD).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(payment ? status : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void refuses(int with, String type, String code) {
    status = with;
    body = "{\"error\":{\"type\":\"%s\",\"code\":\"%s\",\"message\":\"no\"}}".formatted(type, code);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private boolean charged() {
    return topUps.charged(ANN, 0, System.currentTimeMillis(), COOLDOWN);
  }

  private Progress progress() {
    return wallets.progress(ANN);
  }

  @Test
  void anAnswerThatIsLostIsAskedForUnderTheSameKey() {
    refuses(500, "api_error", "x");
    assertThat(charged()).isTrue();
    topUps.pay(ANN);
    assertThat(progress().flight()).isNotNull();
    assertThat(charged()).as("while nobody knows").isFalse();
    status = 200;
    body = PAID;
    topUps.look(ANN);
    assertThat(keys).hasSize(2);
    assertThat(keys.getFirst()).isEqualTo(keys.getLast());
    assertThat(progress().flight().payment()).isEqualTo("pi_1");
  }

  /** The number has been paid for already, for another package or with another card. */
  @Test
  void aBillThatHasChangedSinceIsNotTakenForARefusal() {
    refuses(500, "api_error", "x");
    charged();
    topUps.pay(ANN);
    wish("booster");
    refuses(400, "idempotency_error", "idempotency_key_in_use");
    topUps.look(ANN);
    assertThat(progress().flight()).as("its webhook will end it").isNotNull();
    assertThat(progress().declines()).isZero();
    topUps.credited(ANN, "payment_intent:other", "1");
    assertThat(progress().flight()).isNull();
  }

  @Test
  void aKeyThatStripeDoesNotTakeIsNoRefusalOfACard() {
    refuses(401, "invalid_request_error", "api_key_expired");
    charged();
    topUps.pay(ANN);
    assertThat(progress().flight()).isNull();
    assertThat(progress().declines()).isZero();
    assertThat(progress().startedIn(TopUp.monthOf(System.currentTimeMillis()))).isZero();

    refuses(402, "card_error", "card_declined");
    long later = System.currentTimeMillis() + COOLDOWN.toMillis();
    assertThat(topUps.charged(ANN, 0, later, COOLDOWN)).isTrue();
    topUps.pay(ANN);
    assertThat(progress().declines()).isEqualTo(1);
  }

  @Test
  void nothingIsPaidThatCouldNotBeWrittenDown() {
    log.away = true;
    assertThatThrownBy(this::charged).isInstanceOf(Problem.class);
    assertThat(progress().flight()).isNull();
    assertThat(keys).isEmpty();
  }
}
