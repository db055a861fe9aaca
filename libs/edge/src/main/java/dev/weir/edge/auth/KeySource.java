package dev.weir.edge.auth;

import dev.weir.edge.tenants.TokenIssuer;
import java.security.PublicKey;
import java.util.Optional;

/** Where an issuer's public keys come from. */
public interface KeySource {
  /** The issuer's key of that id, if it has one that fits the algorithm. */
  Optional<PublicKey> key(TokenIssuer issuer, String kid, String algorithm);
}
