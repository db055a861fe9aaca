package dev.weir.schemas.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the registry, read from Confluent's property names.
 *
 * @param urls tried one after the other
 * @param retries further attempts after the first, each over all the urls
 * @param authorization value of the header, or null
 */
public record RegistrySettings(
    List<URI> urls,
    Duration connectTimeout,
    Duration readTimeout,
    int retries,
    Duration retryWait,
    @Nullable String authorization) {

  public static final String URL = "schema.registry.url";
  public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  public static final String READ_TIMEOUT = "http.read.timeout.ms";
  public static final String RETRIES = "max.retries";
  public static final String RETRY_WAIT = "retries.wait.ms";
  public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
  public static final String USER_INFO = "basic.auth.user.info";

  public RegistrySettings {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new ConfigException(URL + " must name the schema registry.");
    }
  }

  /** Everything but the address as it comes. */
  public static RegistrySettings at(String url) {
    return from(Map.of(URL, url));
  }

  public static RegistrySettings from(Map<String, ?> config) {
    Object url = config.get(URL);
    if (url == null) {
      throw new ConfigException(URL + " must name the schema registry.");
    }
    return new RegistrySettings(
        urls(url),
        Duration.ofMillis(number(config, CONNECT_TIMEOUT, 2_000)),
        Duration.ofMillis(number(config, READ_TIMEOUT, 5_000)),
        number(config, RETRIES, 3),
        Duration.ofMillis(number(config, RETRY_WAIT, 100)),
        authorization(config));
  }

  private static List<URI> urls(Object configured) {
    String joined =
        configured instanceof List<?> several
            ? String.join(",", several.stream().map(Object::toString).toList())
            : configured.toString();
    return Arrays.stream(joined.split(",", -1))
        .map(String::strip)
        .filter(url -> !url.isEmpty())
        .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
        .map(URI::create)
        .toList();
  }

  private static int number(Map<String, ?> config, String name, int otherwise) {
    Object value = config.get(name);
    try {
      int number = value == null ? otherwise : Integer.parseInt(value.toString().strip());
      if (number < 0) {
        throw new ConfigException(name, value, "must not be negative");
      }
      return number;
    } catch (NumberFormatException e) {
      throw new ConfigException(name, value, "must be a whole number");
    }
  }

  private static @Nullable String authorization(Map<String, ?> config) {
    Object source = config.get(CREDENTIALS_SOURCE);
    if (source == null || !source.toString().equals("USER_INFO")) {
      return null;
    }
    Object userInfo = config.get(USER_INFO);
    if (userInfo == null) {
      throw new ConfigException(USER_INFO + " must be set with " + CREDENTIALS_SOURCE + ".");
    }
    byte[] plain = userInfo.toString().getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(plain);
  }

  /** Without the credentials, so that it can be logged. */
  @Override
  public String toString() {
    return "RegistrySettings" + urls;
  }
}
