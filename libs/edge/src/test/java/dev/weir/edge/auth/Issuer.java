package dev.weir.edge.auth;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** An identity provider: keys of both kinds, a key set over HTTP, and tokens right or wrong. */
final class Issuer implements AutoCloseable {
  volatile KeyPair rsa = pair("RSA");
  final KeyPair ec = pair("EC");
  final AtomicInteger fetches = new AtomicInteger();
  volatile boolean broken;

  /** Who holds it keeps the keys from coming. */
  final Lock door = new ReentrantLock();

  private final HttpServer server;

  Issuer() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/jwks",
        exchange -> {
          fetches.incrementAndGet();
          door.lock();
          door.unlock();
          byte[] body = keys().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(broken ? 500 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
  }

  String token(String header, String claims, PrivateKey key, String algorithm) {
    String signed = part(header) + "." + part(claims);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  String rs256(String header, String claims) {
    return token(header, claims, rsa.getPrivate(), "SHA256withRSA");
  }

  String es256(String header, String claims) {
    return token(header, claims, ec.getPrivate(), "SHA256withECDSAinP1363Format");
  }

  static String part(String json) {
    return base64(json.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String keys() {
    RSAPublicKey r = (RSAPublicKey) rsa.getPublic();
    ECPublicKey e = (ECPublicKey) ec.getPublic();
    return """
    {"keys": [
      {"kty": "RSA", "kid": "r1", "use": "sig", "n": "%s", "e": "%s"},
      {"kty": "EC", "kid": "e1", "crv": "P-256", "x": "%s", "y": "%s"},
      {"kty": "oct", "kid": "o1", "k": "c2VjcmV0"}
    ]}
    """
        .formatted(
            number(r.getModulus(), 256),
            number(r.getPublicExponent(), 3),
            number(e.getW().getAffineX(), 32),
            number(e.getW().getAffineY(), 32));
  }

  private static String number(BigInteger value, int size) {
    byte[] bytes = value.toByteArray();
    byte[] sized = new byte[size];
    int from = Math.max(0, bytes.length - size);
    byte[] kept = Arrays.copyOfRange(bytes, from, bytes.length);
    System.arraycopy(kept, 0, sized, size - kept.length, kept.length);
    return base64(sized);
  }

  static KeyPair pair(String kind) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      if (kind.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
