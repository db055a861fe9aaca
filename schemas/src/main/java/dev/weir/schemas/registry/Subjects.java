package dev.weir.schemas.registry;

import java.util.Map;
import org.apache.avro.Schema;

/** Registers what a process is going to write, before it writes. */
public final class Subjects {

  /** A reader with the new schema can read what was written with the one before. */
  public static final String COMPATIBILITY = "BACKWARD";

  private Subjects() {}

  /** The subject of a topic's values. */
  public static String ofValues(String topic) {
    return topic + "-value";
  }

  /**
   * Demands {@value #COMPATIBILITY} compatibility of each subject and registers its schema. The
   * demand comes first, so that a schema that breaks it is refused even where the registry itself
   * demands nothing; only a subject that does not exist yet has to be made before it can be asked
   * anything of.
   */
  public static void register(RegistryClient registry, Map<String, Schema> schemasBySubject) {
    schemasBySubject.entrySet().parallelStream()
        .forEach(subject -> register(registry, subject.getKey(), subject.getValue()));
  }

  private static void register(RegistryClient registry, String subject, Schema schema) {
    boolean demanded = demand(registry, subject);
    registry.register(subject, schema);
    if (!demanded) {
      registry.compatibility(subject, COMPATIBILITY);
    }
  }

  private static boolean demand(RegistryClient registry, String subject) {
    try {
      registry.compatibility(subject, COMPATIBILITY);
      return true;
    } catch (RegistryRefusedException e) {
      if (e.unknown()) {
        return false;
      }
      throw e;
    }
  }
}
