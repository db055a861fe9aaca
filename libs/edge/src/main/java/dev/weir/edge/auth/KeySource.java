package dev.weir.edge.auth;

import dev.weir.edge.tenants.TokenIssuer;
import java.security.PublicKey;
import java.util.Optional;

/** Where an issuer's public keys come from. */
public interface KeySource {
  /** The issuer's key of that id, if it has one that fits the algorithm. */
  Optional<PublicKey> key(TokenIssuer issuer, String kid, String algorithm);

  /**
   * The same, asked again because a signature did not fit: an issuer that starts anew may have put
   * another key under the id. As rarely fetched as for an unknown id.
   */
  Optional<PublicKey> keyAgain(TokenIssuer issuer, String kid, String algorithm);
}
