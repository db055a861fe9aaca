package dev.weir.edge.auth;

import dev.weir.edge.tenants.Secret;
import dev.weir.edge.tenants.Tenant;
import dev.weir.edge.tenants.Tenants;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The three HMAC schemes. None names its tenant, so every active secret is tried, and all of them
 * are even after one has matched: how long it takes says nothing about which it was.
 */
final class Signatures {
  static final String BODY_FIRST = "x-sheen-signature";
  static final String METHOD_FIRST = "X-HMAC-Signature";
  static final String V2 = "Weir-Signature";

  private final Supplier<Tenants> tenants;
  private final LongSupplier clock;

  Signatures(Supplier<Tenants> tenants, LongSupplier clock) {
    this.tenants = tenants;
    this.clock = clock;
  }

  /** 000: body + path; with the query appended it is accepted too. */
  Tenant bodyFirst(RawRequest request, String presented) {
    List<byte[][]> messages = new ArrayList<>();
    messages.add(new byte[][] {request.body(), RawRequest.bytes(request.path())});
    if (request.query() != null) {
      messages.add(new byte[][] {request.body(), RawRequest.bytes(request.pathWithQuery())});
    }
    return version1(signer(List.of(presented), messages));
  }

  /** 003: method + path with query + body. */
  Tenant methodFirst(RawRequest request, String presented) {
    byte[][] message = {
      request.methodBytes(), RawRequest.bytes(request.pathWithQuery()), request.body()
    };
    return version1(signer(List.of(presented), List.<byte[][]>of(message)));
  }

  /** Ours: time, method, path with query and the body's hash. */
  Tenant version2(RawRequest request, String header, boolean fresh) {
    WeirSignature signature = WeirSignature.parse(header);
    if (fresh) {
      signature.requireWindow(clock.getAsLong());
    }
    String text =
        signature.seconds()
            + "."
            + request.method()
            + "."
            + request.pathWithQuery()
            + "."
            + Digests.sha256Hex(request.body());
    byte[][] message = {RawRequest.bytes(text)};
    return known(signer(signature.v2(), List.<byte[][]>of(message)));
  }

  private static Tenant version1(@Nullable Tenant signer) {
    Tenant tenant = known(signer);
    if (!tenant.allowV1()) {
      throw WeirSignature.outdatedVersion();
    }
    return tenant;
  }

  private static Tenant known(@Nullable Tenant signer) {
    if (signer == null) {
      throw Refusal.unauthorized("signature_invalid", "The signature does not match.");
    }
    return signer;
  }

  private @Nullable Tenant signer(List<String> presented, List<byte[][]> messages) {
    Tenant found = null;
    for (Tenant tenant : tenants.get().all()) {
      for (Secret secret : tenant.hmac()) {
        for (byte[][] message : messages) {
          byte[] expected = secret.sign(message);
          for (String hex : presented) {
            if (Digests.same(hex, expected)) {
              found = tenant;
            }
          }
        }
      }
    }
    return found;
  }
}
