package dev.weir.platform;

import java.nio.file.Path;

/**
 * Where the three keep their data, where they listen (on loopback alone), and whether the broker
 * waits for the disk.
 */
public record PlatformSettings(
    Path folder, int kafkaPort, int postgresPort, int registryPort, boolean fsync) {

  /** Free ports, in the given folder. */
  public static PlatformSettings anywhere(Path folder) {
    return new PlatformSettings(folder, Ports.free(), Ports.free(), Ports.free(), false);
  }

  Path kafkaFolder() {
    return folder.resolve("kafka");
  }

  Path postgresFolder() {
    return folder.resolve("postgres");
  }

  Path registryFolder() {
    return folder.resolve("registry");
  }
}
