package dev.weir.edge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code weir.edge}.
 *
 * @param profile {@code production} refuses tenants whose secrets are published
 */
@ConfigurationProperties(prefix = "weir.edge", ignoreUnknownFields = false)
public record EdgeSettings(@DefaultValue("development") String profile) {
  public EdgeSettings {
    if (!profile.equals("development") && !profile.equals("production")) {
      throw new IllegalArgumentException("weir.edge.profile must be development or production");
    }
  }

  public boolean production() {
    return profile.equals("production");
  }
}
