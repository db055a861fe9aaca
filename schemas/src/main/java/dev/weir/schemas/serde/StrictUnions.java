package dev.weir.schemas.serde;

import java.util.List;
import org.apache.avro.Schema;

/**
 * Keeps Avro from guessing. Of a record in a union that the reader does not know by name it takes
 * any other whose fields fit, so a verb of a later version would silently be decided as one of
 * ours: everything fits a verb without fields.
 */
final class StrictUnions {

  private StrictUnions() {}

  /**
   * The writer's schema, in which nothing fits the records that the reader does not know: one that
   * holds such a record cannot be read, all others are read as before. Looks at the record's own
   * fields alone, which is where our records are one of several things.
   */
  static Schema of(Schema writer, Schema reader) {
    List<Schema.Field> fields =
        writer.getFields().stream().map(field -> strict(field, reader)).toList();
    Schema strict =
        Schema.createRecord(writer.getName(), writer.getDoc(), writer.getNamespace(), false);
    strict.setFields(fields);
    return strict;
  }

  private static Schema.Field strict(Schema.Field field, Schema reader) {
    Schema.Field known = reader.getField(field.name());
    boolean unions = known != null && known.schema().isUnion() && field.schema().isUnion();
    return new Schema.Field(
        field, unions ? strictUnion(field.schema(), known.schema()) : field.schema());
  }

  private static Schema strictUnion(Schema writer, Schema reader) {
    return Schema.createUnion(
        writer.getTypes().stream()
            .map(branch -> knows(reader, branch) ? branch : unknown(branch))
            .toList());
  }

  private static boolean knows(Schema reader, Schema branch) {
    return branch.getType() != Schema.Type.RECORD
        || reader.getIndexNamed(branch.getFullName()) != null;
  }

  /** Of the same name, and of a type that no record of ours is. */
  private static Schema unknown(Schema branch) {
    return Schema.createFixed(branch.getName(), null, branch.getNamespace(), 0);
  }
}
