package dev.weir.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Avro's view of our generated classes. */
final class Models {

  static {
    Trust.establish();
  }

  private Models() {}

  /**
   * Set to what measures fastest: the generated code to write and to read, but for a record that is
   * one of several things. For that one there is no generated code, and of Avro's two readers the
   * one that plans ahead is quicker.
   */
  static SpecificData of(Class<?> type) {
    SpecificData data = SpecificData.getForClass(type);
    data.setCustomCoders(true);
    data.setFastReaderEnabled(
        data.getSchema(type).getFields().stream().anyMatch(field -> oneOfSeveral(field.schema())));
    return data;
  }

  private static boolean oneOfSeveral(Schema schema) {
    return schema.isUnion() && schema.getTypes().size() > 2;
  }

  /** The generated class of a schema, or null if it has none. */
  static @Nullable Class<?> named(Schema schema) {
    String name = schema.getFullName();
    if (!name.startsWith(Trust.GENERATED + ".")) {
      return null;
    }
    try {
      Class<?> type = Class.forName(name);
      return SpecificRecord.class.isAssignableFrom(type) ? type : null;
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
