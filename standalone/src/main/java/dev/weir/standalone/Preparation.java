package dev.weir.standalone;

import dev.weir.platform.Platform;
import dev.weir.platform.StartupFailure;
import dev.weir.schemas.TopicMismatchException;
import dev.weir.schemas.TopicSettings;
import dev.weir.schemas.Topics;
import dev.weir.schemas.registry.RegistryClient;
import dev.weir.schemas.registry.RegistryRefusedException;
import dev.weir.schemas.registry.RegistrySettings;
import dev.weir.schemas.registry.Subjects;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** What must be there before a service starts: the topics as they have to be, and the schemas. */
final class Preparation {
  private Preparation() {}

  static void prepare(Platform platform) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
      Topics.ensure(admin, TopicSettings.standalone());
      RegistryClient registry = new RegistryClient(RegistrySettings.at(platform.registryUrl()));
      Subjects.register(registry, Topics.subjects());
    } catch (TopicMismatchException | RegistryRefusedException e) {
      throw new StartupFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
