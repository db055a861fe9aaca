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
import dev.weir.edge.http.Call;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.sink.read.AccountReads;
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

  private final AccountReads reads = mock(AccountReads.class);
  private final BalanceStreams streams = new BalanceStreams(reads);
  private final MockMvc http =
      MockMvcBuilders.standaloneSetup(streams).setCustomArgumentResolvers(new OneCall()).build();

  @Test
  void anOpenStreamEndsWhenTheServiceStops() throws Exception {
    AccountKey key = new AccountKey("sheen", Mode.LIVE, "ann");
    when(reads.now(any(), any())).thenReturn(Account.unseen(key));
    MvcResult stream = http.perform(get("/v1/billing/balance/ann/stream")).andReturn();
    await().until(() -> stream.getResponse().getContentAsString().contains("event:balance"));
    assertThatThrownBy(() -> stream.getAsyncResult(600))
        .as("still open")
        .isInstanceOf(IllegalStateException.class);
    streams.stop();
    assertThat(stream.getAsyncResult(SOON_MS)).isNull();
  }

  @Test
  void streamsEndBeforeTheWebServerWaitsForThem() {
    assertThat(streams.getPhase())
        .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
  }

  private static final class OneCall implements HandlerMethodArgumentResolver {
    private final Call call = mock(Call.class);

    OneCall() {
      TenantDirectory directory = mock(TenantDirectory.class);
      when(call.directory()).thenReturn(directory);
    }

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
