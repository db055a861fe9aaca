package dev.weir.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.utils.Time;

/**
 * What a broker that was killed leaves with its controller: a session that has not ended.
 *
 * <p>A broker that starts beside it leads its partitions until that session ends, and has none for
 * a moment then. A transaction whose commit was decided but not marked everywhere before the kill
 * is taken for complete in that moment, because Kafka 4.3 leaves out the marks of partitions whose
 * leader it does not know: what they hide is never read again. So the session is ended first.
 */
final class KilledBroker {
  private static final int PATIENCE_SECONDS = 30;

  /** The broker writes it last of all, and takes it away when it starts. */
  private static final String CLOSED = ".kafka_cleanshutdown";

  private KilledBroker() {}

  /** Whether a broker worked in this folder and did not come to its end. */
  static boolean left(Path logs) {
    return Files.exists(logs.resolve("__cluster_metadata-0"))
        && !Files.exists(logs.resolve(CLOSED));
  }

  /** Has the controller forget it; the broker that starts next is registered at once. */
  static void dismiss(Properties settings) {
    KafkaRaftServer controller =
        new KafkaRaftServer(new KafkaConfig(controllerOf(settings)), Time.SYSTEM);
    try (Admin admin = Admin.create(clientOf(settings))) {
      controller.startup();
      int broker = Integer.parseInt(settings.getProperty("node.id"));
      admin.unregisterBroker(broker).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
        throw new StartupFailure("The broker's last run cannot be ended: " + e.getMessage(), e);
      }
    } catch (RuntimeException e) {
      throw new StartupFailure("The broker's last run cannot be ended: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new StartupFailure("The broker's last run cannot be ended in time.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      controller.shutdown();
      controller.awaitShutdown();
    }
  }

  private static Properties controllerOf(Properties settings) {
    Properties controller = new Properties();
    controller.putAll(settings);
    controller.put("process.roles", "controller");
    controller.put("listeners", "CONTROLLER://" + address(settings));
    controller.remove("advertised.listeners");
    controller.remove("inter.broker.listener.name");
    return controller;
  }

  private static Map<String, Object> clientOf(Properties settings) {
    return Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, address(settings));
  }

  private static String address(Properties settings) {
    return settings.getProperty("controller.quorum.voters").split("@", 2)[1];
  }
}
