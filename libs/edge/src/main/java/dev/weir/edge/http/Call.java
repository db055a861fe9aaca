package dev.weir.edge.http;

import dev.weir.accounting.AccountKey;
import dev.weir.edge.auth.Caller;
import dev.weir.edge.auth.RawRequest;
import dev.weir.edge.json.Fields;
import dev.weir.edge.json.Ids;
import dev.weir.edge.json.Json;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.TenantDirectory;
import dev.weir.edge.trace.TraceContext;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One request as a controller sees it: admitted, its raw bytes kept, its body read on demand. */
public final class Call {
  private static final String KEY = "Idempotency-Key";
  private static final String USER = "X-User-Id";

  private final RawRequest raw;
  private final @Nullable Caller caller;
  private final Place place;
  private final TenantDirectory directory;
  private @Nullable Fields fields;
  private @Nullable Query query;

  /** Where a request went, under which name it is logged, and in which span it is traced. */
  record Place(Map<String, String> pathVariables, String requestId, @Nullable TraceContext trace) {}

  Call(RawRequest raw, @Nullable Caller caller, Place place, TenantDirectory directory) {
    this.raw = raw;
    this.caller = caller;
    this.place = place;
    this.directory = directory;
  }

  /** Who is calling; there is always somebody where the endpoint asks for credentials. */
  public Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("A public endpoint asked who is calling");
    }
    return caller;
  }

  public Optional<Caller> callerIfAny() {
    return Optional.ofNullable(caller);
  }

  public Tenant tenant() {
    return caller().tenant();
  }

  public RawRequest raw() {
    return raw;
  }

  /** The body as one JSON object, the same reader every time. */
  public Fields body() {
    if (fields == null) {
      fields = Fields.of(raw.body());
    }
    return fields;
  }

  /** The same where there may be nothing to say: no body is then an object without members. */
  public Fields bodyIfAny() {
    return raw.body().length == 0 ? Fields.of(new Json.Members(Map.of())) : body();
  }

  public Optional<String> header(String name) {
    return raw.header(name);
  }

  /** An id out of the path. */
  public String pathId(String name) {
    return Ids.checked(name, place.pathVariables().getOrDefault(name, ""));
  }

  Optional<String> pathVariable(String name) {
    return Optional.ofNullable(place.pathVariables().get(name));
  }

  public Optional<String> query(String name) {
    if (query == null) {
      query = Query.parse(raw.query());
    }
    return query.get(name);
  }

  /** A whole number in the query; anything else, or one out of bounds, is 422. */
  public OptionalLong wholeQuery(String name, long min, long max) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (text.get().matches("-?[0-9]{1,19}")) {
      BigInteger value = new BigInteger(text.get());
      boolean fits = value.bitLength() < Long.SIZE;
      if (fits && value.longValue() >= min && value.longValue() <= max) {
        return OptionalLong.of(value.longValue());
      }
    }
    throw Problem.field(
        "query_invalid", name, "must be a whole number from %d to %d".formatted(min, max));
  }

  /** The id of the command that a synchronous write makes. */
  public String idempotencyKey() {
    return raw.header(KEY)
        .map(Call::checkedKey)
        .orElseThrow(
            () -> Problem.malformed("idempotency_key_missing", "Send an Idempotency-Key."));
  }

  /** The same for the seeds' clients, which send none: each of their requests is its own. */
  public String idempotencyKeyOrNew() {
    return raw.header(KEY).map(Call::checkedKey).orElseGet(() -> UUID.randomUUID().toString());
  }

  /** That user's account, unless the caller is an end user and it is another's. */
  public AccountKey account(String user) {
    Caller by = caller();
    if (by.endUser() && !user.equals(by.user())) {
      throw Problem.of(403, "insufficient_scope", "A token opens its own user's account only.")
          .error("Forbidden");
    }
    return new AccountKey(by.tenant().id(), by.mode(), user);
  }

  /** The user that a seed's request means: in the body, in X-User-Id, or in both alike. */
  public String user(String member, Optional<String> named) {
    String header = caller().user();
    if (named.isPresent() && caller().endUser()) {
      return account(named.get()).user();
    }
    if (named.isPresent() && header != null && !named.get().equals(header)) {
      throw Problem.malformed("user_ambiguous", member + " and " + USER + " differ.");
    }
    if (named.isPresent()) {
      return named.get();
    }
    if (header == null) {
      boolean only = member.equals(USER);
      throw Problem.field(
          "field_missing", member, only ? "is missing" : "is missing, and so is " + USER);
    }
    return header;
  }

  /** The time in which this caller's accounts live. */
  public long now() {
    return directory.now(caller().tenant().id(), caller().mode());
  }

  public TenantDirectory directory() {
    return directory;
  }

  public String requestId() {
    return place.requestId();
  }

  /** W3C trace context: this request's, or if nobody traces here its caller's, if any. */
  public @Nullable String traceParent() {
    return Optional.ofNullable(place.trace())
        .or(() -> raw.header(RequestSpans.HEADER).flatMap(TraceContext::parse))
        .map(TraceContext::text)
        .orElse(null);
  }

  private static String checkedKey(String key) {
    if (!Ids.valid(key)) {
      throw Problem.field("idempotency_key_invalid", KEY, "must match [A-Za-z0-9._:@|-]{1,128}");
    }
    return key;
  }
}
