package dev.weir.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/** Brings the edge's defaults for Spring, Tomcat and logging along; anything else outranks them. */
public final class EdgeDefaults implements EnvironmentPostProcessor {
  private static final String FILE = "weir-edge.properties";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    try {
      environment
          .getPropertySources()
          .addLast(new ResourcePropertySource("weir-edge", new ClassPathResource(FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }
}
