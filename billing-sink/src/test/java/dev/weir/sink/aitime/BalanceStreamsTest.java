package dev.weir.sink.aitime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.weir.accounting.Account;
import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Opening;
import dev.weir.accounting.PlanTerms;
import dev.weir.edge.auth.Authenticator;
import dev.weir.edge.auth.RawRequest;
import dev.weir.edge.http.Call;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.sink.read.AccountReads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** A stream that is open must not hold up the stop of the service. */
class BalanceStreamsTest {
  private static final long SOON_MS = 3_000;
  private static final long TWO_LOOKS_MS = 600;
  private static final Opening BONUS =
      new Opening(new PlanTerms("free", 900_000_000, 900_000_000, 0), List.of());
  private static final AccountKey ANN = new AccountKey("sheen", Mode.LIVE, "ann");

  private final AccountReads reads = mock(AccountReads.class);
  private final Call call = mock(Call.class);
  private final AtomicReference<AccountKey> account = new AtomicReference<>(ANN);
  private final AtomicBoolean admitted = new AtomicBoolean(true);
  private final Authenticator authenticator = mock(Authenticator.class);
  private final BalanceStreams streams = new BalanceStreams(reads, authenticator);
  private final MockMvc http =
      MockMvcBuilders.standaloneSetup(streams)
          .setCustomArgumentResolvers(new OneCall(call))
          .build();

  @BeforeEach
  void everybodyIsLetIn() {
    TenantDirectory directory = mock(TenantDirectory.class);
    when(call.directory()).thenReturn(directory);
    when(call.raw()).thenReturn(sent("GET"));
    when(call.account(any())).thenAnswer(asked -> account.get());
    when(reads.now(any(), any())).thenReturn(Account.unseen(ANN));
    when(authenticator.admitsStill(any(), any(), any())).thenAnswer(asked -> admitted.get());
  }

  @AfterEach
  void everybodyGoes() {
    streams.stop();
  }

  @Test
  void anOpenStreamEndsWhenTheServiceStops() throws Exception {
    MvcResult stream = open();
    assertThatThrownBy(() -> stream.getAsyncResult(600))
        .as("still open")
        .isInstanceOf(IllegalStateException.class);
    streams.stop();
    assertThat(stream.getAsyncResult(SOON_MS)).isNull();
  }

  @Test
  void anOpenStreamEndsWithTheRightToReadIt() throws Exception {
    MvcResult stream = open();
    admitted.set(false);
    assertThat(stream.getAsyncResult(SOON_MS)).isNull();
  }

  @Test
  void anAccountHasSixteenStreamsAtOnce() throws Exception {
    for (int i = 0; i < 16; i++) {
      open();
    }
    assertThatThrownBy(this::open).hasMessageContaining("too_many_streams");
    account.set(new AccountKey("sheen", Mode.TEST, "ann"));
    open();
  }

  /** Spring does not say then that the emitter is over. */
  @Test
  void aPlaceIsFreeAgainAlsoWhenTheEmitterNeverBegan() {
    for (int i = 0; i < 16; i++) {
      streams.stream(call);
    }
    assertThatThrownBy(() -> streams.stream(call)).hasMessageContaining("too_many_streams");
    admitted.set(false);
    await().until(this::hasAPlace);
  }

  /** What is sent to one goes nowhere, and so would never fail. */
  @Test
  void whoAsksForTheHeadersAloneTakesNoPlace() {
    when(call.raw()).thenReturn(sent("HEAD"));
    for (int i = 0; i < 17; i++) {
      streams.stream(call);
    }
  }

  /** An expiry or the day's bonus is seen before anything is written of it. */
  @Test
  void whatOnlyTimeChangedIsToldToAClientThatComesBack() throws Exception {
    MvcResult first = open();
    String id = first.getResponse().getContentAsString().replaceAll("(?s).*id:([^\n]*).*", "$1");
    assertThat(id).startsWith("0-");
    for (String known : List.of(id, "0")) {
      assertThat(comesBackWith(known)).as(known).doesNotContain("event:balance");
    }
    when(reads.now(any(), any())).thenReturn(Account.unseen(ANN).openedBy(BONUS, 0));
    assertThat(comesBackWith(id)).contains("event:balance", "id:0-").doesNotContain("id:" + id);
  }

  private String comesBackWith(String id) throws Exception {
    when(call.header("Last-Event-ID")).thenReturn(Optional.of(id));
    MvcResult stream = http.perform(get("/v1/billing/balance/ann/stream")).andReturn();
    Thread.sleep(TWO_LOOKS_MS);
    return stream.getResponse().getContentAsString();
  }

  private static RawRequest sent(String method) {
    return new RawRequest(method, "/v1/billing/balance/ann/stream", null, Map.of(), new byte[0]);
  }

  private boolean hasAPlace() {
    try {
      streams.stream(call);
      return true;
    } catch (Problem full) {
      return false;
    }
  }

  private MvcResult open() throws Exception {
    MvcResult stream = http.perform(get("/v1/billing/balance/ann/stream")).andReturn();
    await().until(() -> stream.getResponse().getContentAsString().contains("event:balance"));
    return stream;
  }

  @Test
  void streamsEndBeforeTheWebServerWaitsForThem() {
    assertThat(streams.getPhase())
        .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
  }

  private record OneCall(Call call) implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == Call.class;
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        ModelAndViewContainer container,
        NativeWebRequest request,
        WebDataBinderFactory binders) {
      return call;
    }
  }
}
