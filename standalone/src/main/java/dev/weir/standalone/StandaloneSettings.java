package dev.weir.standalone;

import dev.weir.platform.PlatformSettings;
import dev.weir.platform.Ports;
import dev.weir.platform.StartupFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the environment says: the ports (all on loopback), the data folder, and whether the broker
 * waits for the disk.
 */
record StandaloneSettings(int port, int managementPort, String profile, PlatformSettings platform) {

  static StandaloneSettings from(Map<String, String> environment) {
    Path data = Path.of(environment.getOrDefault("WEIR_DATA", "data")).toAbsolutePath().normalize();
    return new StandaloneSettings(
        port(environment, "WEIR_PORT", 8080),
        port(environment, "WEIR_MANAGEMENT_PORT", 18082),
        environment.getOrDefault("WEIR_PROFILE", "development"),
        new PlatformSettings(
            data,
            port(environment, "WEIR_KAFKA_PORT", 19092),
            port(environment, "WEIR_PG_PORT", 15432),
            port(environment, "WEIR_REGISTRY_PORT", 18081),
            "1".equals(environment.get("WEIR_FSYNC"))));
  }

  /** In the given folder, on free ports. */
  static StandaloneSettings anywhere(Path data) {
    return new StandaloneSettings(
        Ports.free(), Ports.free(), "development", PlatformSettings.anywhere(data));
  }

  private static int port(Map<String, String> environment, String name, int otherwise) {
    String text = environment.getOrDefault(name, Integer.toString(otherwise));
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65_536) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new StartupFailure(name + " must be a port number, not \"" + text + "\".", e);
    }
    throw new StartupFailure(name + " must be a port number, not \"" + text + "\".");
  }

  boolean production() {
    return profile.equals("production");
  }

  Path data() {
    return platform.folder();
  }

  /** So many from the first on, none of which is the platform's. */
  IntStream ports(int many) {
    int last = port + many - 1;
    Map.of(
            "WEIR_KAFKA_PORT", platform.kafkaPort(),
            "WEIR_PG_PORT", platform.postgresPort(),
            "WEIR_REGISTRY_PORT", platform.registryPort())
        .forEach(
            (setting, taken) -> {
              if (taken >= port && taken <= last) {
                throw new StartupFailure(
                    "%s is %d; the services take the ports from WEIR_PORT %d to %d."
                        .formatted(setting, taken, port, last));
              }
            });
    return IntStream.rangeClosed(port, last);
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }
}
