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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;

/** What must be there before a service starts: the topics as they have to be, and the schemas. */
final class Preparation {
  private Preparation() {}

  static void prepare(Platform platform) {
    var subjects = CompletableFuture.runAsync(() -> subjects(platform));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
      Topics.ensure(admin, TopicSettings.standalone());
      subjects.join();
    } catch (TopicMismatchException e) {
      throw new StartupFailure(String.valueOf(e.getMessage()), e);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RegistryRefusedException refused
          ? new StartupFailure(String.valueOf(refused.getMessage()), refused)
          : e;
    }
  }

  private static void subjects(Platform platform) {
    RegistryClient registry = new RegistryClient(RegistrySettings.at(platform.registryUrl()));
    Subjects.register(registry, Topics.subjects());
  }
}
