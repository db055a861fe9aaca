package dev.weir.standalone;

import dev.weir.platform.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;

/**
 * Which services run as processes of their own, and what each is told: two of every kind, on one
 * broker, database and registry.
 *
 * @param data each service has a folder of its own in it
 * @param ports the next free one; every service takes two
 * @param profile development comes with the example tenants
 */
public record ClusterPlan(
    Path data, Map<String, String> surroundings, IntSupplier ports, String profile) {
  private static final int OF_EACH = 2;
  private static final int KINDS = 3;

  /** For requests and for metrics. */
  private static final int PORTS_OF_EACH = 2;

  static final int PORTS = KINDS * OF_EACH * PORTS_OF_EACH;

  /** Services that find everything else where this platform is. */
  public static ClusterPlan on(Platform platform, Path data, IntSupplier ports, String profile) {
    Map<String, String> surroundings =
        Map.of(
            "SPRING_KAFKA_BOOTSTRAP_SERVERS", platform.bootstrapServers(),
            "SCHEMA_REGISTRY_URL", platform.registryUrl(),
            "WEIR_DATABASE", platform.jdbcUrl(),
            // The sinks believe each other, and nobody else, for as long as these processes run.
            "WEIR_HOP_SECRET", UUID.randomUUID().toString(),
            "WEIR_PROFILE", profile,
            "WEIR_EXAMPLES", Boolean.toString(!profile.equals("production")),
            "WEIR_STANDBYS", "1",
            "WEIR_MEMORY", "32MB");
    return new ClusterPlan(data, surroundings, ports, profile);
  }

  /** Gateways first, for theirs is the port that everybody knows. */
  public List<Service> services() {
    List<Service> all = new ArrayList<>();
    all.addAll(pair("ingest-gateway", "dev.weir.ingest.GatewayApplication"));
    all.addAll(pair("billing-sink", "dev.weir.sink.SinkApplication"));
    all.addAll(pair("metering-streams", "dev.weir.streams.StreamsApplication"));
    return all;
  }

  private List<Service> pair(String module, String mainClass) {
    List<Service> pair = new ArrayList<>();
    for (int instance = 0; instance < OF_EACH; instance++) {
      int port = ports.getAsInt();
      Map<String, String> environment = new HashMap<>(surroundings);
      environment.put("WEIR_INSTANCE", Integer.toString(instance));
      environment.put("WEIR_PORT", Integer.toString(port));
      environment.put("WEIR_MANAGEMENT_PORT", Integer.toString(ports.getAsInt()));
      environment.put("WEIR_ADVERTISED", "127.0.0.1:" + port);
      environment.put("WEIR_DATA", data.resolve(module + "-" + instance).toString());
      pair.add(new Service(module, mainClass, instance, port, Map.copyOf(environment)));
    }
    return pair;
  }
}
