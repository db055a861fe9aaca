package dev.weir.edge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code weir.edge}.
 *
 * @param profile {@code production} opens no door to tenants whose secrets are published
 * @param examples whether the example tenants are written when they are missing
 * @param follow whether the directories follow their topics
 */
@ConfigurationProperties(prefix = "weir.edge", ignoreUnknownFields = false)
public record EdgeSettings(
    @DefaultValue("development") String profile,
    @DefaultValue("false") boolean examples,
    @DefaultValue("true") boolean follow) {
  public EdgeSettings {
    if (!profile.equals("development") && !profile.equals("production")) {
      throw new IllegalArgumentException("weir.edge.profile must be development or production");
    }
    if (examples && profile.equals("production")) {
      throw new IllegalArgumentException(
          "weir.edge.examples: the example tenants' secrets are published, production refuses"
              + " them");
    }
  }

  public boolean production() {
    return profile.equals("production");
  }
}
