package dev.weir.edge.auth;

import dev.weir.edge.json.StrictJson;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.TokenIssuer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Issuers' public keys, kept and refreshed: one fetch at a time per address, at most one in ten
 * seconds however many unknown key ids come in. When the address is down the kept keys serve for an
 * hour; after that the answer is 503, never "let them in".
 */
public final class Jwks implements KeySource {
  private static final long FRESH_MS = Duration.ofMinutes(10).toMillis();
  private static final long STALE_MS = Duration.ofHours(1).toMillis();
  private static final long PAUSE_MS = Duration.ofSeconds(10).toMillis();
  private static final int MAX_BYTES = 64 * 1024;

  private final Map<URI, Address> addresses = new ConcurrentHashMap<>();
  private final LongSupplier clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(3))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  public Jwks(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public Optional<PublicKey> key(TokenIssuer issuer, String kid, String algorithm) {
    return key(issuer, kid, algorithm, false);
  }

  @Override
  public Optional<PublicKey> keyAgain(TokenIssuer issuer, String kid, String algorithm) {
    return key(issuer, kid, algorithm, true);
  }

  private Optional<PublicKey> key(
      TokenIssuer issuer, String kid, String algorithm, boolean doubted) {
    if (issuer.keys() != null) {
      return PublicKeys.of(issuer.keys()).get(kid, algorithm);
    }
    URI url = issuer.url();
    return url == null
        ? Optional.empty()
        : addresses.computeIfAbsent(url, Address::new).get(kid, algorithm, doubted);
  }

  private record Kept(PublicKeys keys, long fetchedAt) {}

  private final class Address {
    private final URI url;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Kept kept;
    private volatile long triedAt = Long.MIN_VALUE / 2;

    Address(URI url) {
      this.url = url;
    }

    Optional<PublicKey> get(String kid, String algorithm, boolean doubted) {
      Kept now = current(kid, algorithm, doubted);
      if (now == null || clock.getAsLong() - now.fetchedAt() > STALE_MS) {
        throw Problem.unavailable("keys_unavailable", "The issuer's keys cannot be fetched.", 10);
      }
      return now.keys().get(kid, algorithm);
    }

    private @Nullable Kept current(String kid, String algorithm, boolean doubted) {
      Kept before = kept;
      boolean known = !doubted && before != null && before.keys().get(kid, algorithm).isPresent();
      if (known && younger(before, FRESH_MS)) {
        return before;
      }
      if (!known || !younger(before, STALE_MS)) {
        fetching.lock();
      } else if (!fetching.tryLock()) {
        // Keys that still serve are no reason to wait for those that another is fetching.
        return before;
      }
      try {
        long now = clock.getAsLong();
        if (kept == before && now - triedAt >= PAUSE_MS) {
          triedAt = now;
          fetch().ifPresent(keys -> kept = new Kept(keys, now));
        }
      } finally {
        fetching.unlock();
      }
      return kept;
    }

    private boolean younger(@Nullable Kept some, long ageMs) {
      return some != null && clock.getAsLong() - some.fetchedAt() < ageMs;
    }

    private Optional<PublicKeys> fetch() {
      HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build();
      try {
        HttpResponse<InputStream> response =
            client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
          byte[] bytes = body.readNBytes(MAX_BYTES + 1);
          if (response.statusCode() != 200 || bytes.length > MAX_BYTES) {
            return Optional.empty();
          }
          return Optional.of(PublicKeys.of(StrictJson.parse(bytes)));
        }
      } catch (IOException | Problem e) {
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }
}
