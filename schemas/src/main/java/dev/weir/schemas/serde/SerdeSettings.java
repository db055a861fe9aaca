package dev.weir.schemas.serde;

import dev.weir.schemas.registry.RegistryClient;
import dev.weir.schemas.registry.RegistrySettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of the serializer and the deserializer. What we do not do is refused rather than
 * ignored: a setting that silently has no effect would write other bytes than somebody expects.
 */
record SerdeSettings(RegistryClient registry, boolean autoRegister) {

  static final String AUTO_REGISTER = "auto.register.schemas";
  static final String SPECIFIC_READER = "specific.avro.reader";
  private static final String TOPIC_NAME_STRATEGY = "TopicNameStrategy";
  private static final List<String> UNSUPPORTED_SWITCHES =
      List.of("use.latest.version", "schema.reflection", "avro.remove.java.properties");

  static SerdeSettings from(Map<String, ?> config) {
    demandTopicNames(config, "key.subject.name.strategy");
    demandTopicNames(config, "value.subject.name.strategy");
    for (String name : UNSUPPORTED_SWITCHES) {
      if (flag(config, name, false)) {
        throw new ConfigException(name, true, "is not supported");
      }
    }
    if (!flag(config, SPECIFIC_READER, true)) {
      throw new ConfigException(SPECIFIC_READER, false, "only generated classes are read");
    }
    RegistryClient registry = RegistryClient.shared(RegistrySettings.from(config));
    return new SerdeSettings(registry, flag(config, AUTO_REGISTER, true));
  }

  private static void demandTopicNames(Map<String, ?> config, String name) {
    Object strategy = config.get(name);
    String text = strategy instanceof Class<?> type ? type.getName() : String.valueOf(strategy);
    if (strategy != null && !text.endsWith(TOPIC_NAME_STRATEGY)) {
      throw new ConfigException(name, text, "only " + TOPIC_NAME_STRATEGY + " is supported");
    }
  }

  private static boolean flag(Map<String, ?> config, String name, boolean otherwise) {
    Object value = config.get(name);
    return value == null ? otherwise : Boolean.parseBoolean(value.toString());
  }
}
