package dev.weir.schemas;

import dev.weir.platform.Platform;
import dev.weir.schemas.registry.RegistryClient;
import dev.weir.schemas.registry.RegistrySettings;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The real broker and the real registry, started once for all tests that ask for them. */
public final class RealPlatform implements BeforeAllCallback {

  private static final Namespace HERE = Namespace.create(RealPlatform.class);

  private static volatile Started started = new Started(null);

  private record Started(@org.jspecify.annotations.Nullable Platform platform)
      implements AutoCloseable {
    static Started now() {
      started = new Started(Platform.temporary());
      return started;
    }

    @Override
    public void close() {
      if (platform != null) {
        platform.close();
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getRoot().getStore(HERE).computeIfAbsent(Started.class, key -> Started.now());
  }

  public static Platform platform() {
    Platform platform = started.platform();
    if (platform == null) {
      throw new IllegalStateException("Not started: the test must be extended with this class.");
    }
    return platform;
  }

  /** With empty caches. */
  public static RegistryClient registry() {
    return new RegistryClient(RegistrySettings.at(platform().registryUrl()));
  }
}
