package dev.weir.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes records whose unions are what ours are: a value that may be null, or one of several
 * records. Avro asks every value for every type it might have, which costs more than writing it.
 */
final class RecordWriter extends SpecificDatumWriter<SpecificRecord> {

  RecordWriter(Schema schema, SpecificData data) {
    super(schema, data);
  }

  @Override
  protected int resolveUnion(Schema union, @Nullable Object datum) {
    if (union.getTypes().size() == 2 && union.getTypes().get(0).getType() == Schema.Type.NULL) {
      return datum == null ? 0 : 1;
    }
    if (datum instanceof SpecificRecord branch) {
      Integer index = union.getIndexNamed(branch.getSchema().getFullName());
      if (index != null) {
        return index;
      }
    }
    return super.resolveUnion(union, datum);
  }
}
