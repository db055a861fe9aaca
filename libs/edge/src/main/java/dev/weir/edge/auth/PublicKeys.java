package dev.weir.edge.auth;

import dev.weir.edge.json.Json;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A JSON Web Key Set, of which only signing keys for RS256 and ES256 count. */
record PublicKeys(Map<String, PublicKey> byKid) {
  private static final int MIN_RSA_BITS = 2048;

  static PublicKeys of(Json document) {
    Map<String, PublicKey> keys = new HashMap<>();
    if (document instanceof Json.Members set
        && set.values().get("keys") instanceof Json.Items all) {
      for (Json key : all.values()) {
        if (key instanceof Json.Members members) {
          read(members).ifPresent(known -> keys.put(text(members, "kid"), known));
        }
      }
    }
    return new PublicKeys(Map.copyOf(keys));
  }

  /** The key, if its kind is the one that the algorithm needs. */
  Optional<PublicKey> get(String kid, String algorithm) {
    String kind = algorithm.equals("RS256") ? "RSA" : "EC";
    return Optional.ofNullable(byKid.get(kid)).filter(key -> key.getAlgorithm().equals(kind));
  }

  private static Optional<PublicKey> read(Json.Members key) {
    if ("enc".equals(text(key, "use")) || text(key, "kid").isEmpty()) {
      return Optional.empty();
    }
    try {
      return switch (text(key, "kty")) {
        case "RSA" -> rsa(key);
        case "EC" -> ec(key);
        default -> Optional.empty();
      };
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> rsa(Json.Members key) throws GeneralSecurityException {
    RSAPublicKeySpec spec = new RSAPublicKeySpec(number(key, "n"), number(key, "e"));
    PublicKey made = KeyFactory.getInstance("RSA").generatePublic(spec);
    boolean longEnough =
        made instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS;
    return longEnough ? Optional.of(made) : Optional.empty();
  }

  private static Optional<PublicKey> ec(Json.Members key) throws GeneralSecurityException {
    if (!"P-256".equals(text(key, "crv"))) {
      return Optional.empty();
    }
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point = new ECPoint(number(key, "x"), number(key, "y"));
    ECPublicKeySpec spec =
        new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class));
    return Optional.of(KeyFactory.getInstance("EC").generatePublic(spec));
  }

  private static BigInteger number(Json.Members key, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(text(key, name)));
  }

  private static String text(Json.Members key, String name) {
    return key.values().get(name) instanceof Json.Text text ? text.value() : "";
  }
}
