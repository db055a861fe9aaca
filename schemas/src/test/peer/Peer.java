import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;

/**
 * Confluent's own serializer and deserializer behind a pipe. Started from this source with nothing
 * but their jar on its class path. A line in, a line out: {@code write topic schema json} gives the
 * bytes in hex, {@code read topic hex} gives the record as JSON; tabs between the words.
 */
public final class Peer {

  private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();
  private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();

  private Peer(String registry) {
    Map<String, Object> config = Map.of("schema.registry.url", registry);
    serializer.configure(config, false);
    deserializer.configure(config, false);
  }

  public static void main(String[] args) throws Exception {
    Peer peer = new Peer(args[0]);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split("\t", -1);
      String answer =
          words[0].equals("write")
              ? peer.write(words[1], words[2], words[3])
              : peer.read(words[1], words[2]);
      System.out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    }
  }

  private String write(String topic, String schemaText, String json) throws Exception {
    Schema schema = new Schema.Parser().parse(schemaText);
    GenericRecord record =
        new GenericDatumReader<GenericRecord>(schema)
            .read(null, DecoderFactory.get().jsonDecoder(schema, json));
    return HexFormat.of().formatHex(serializer.serialize(topic, record));
  }

  private String read(String topic, String hex) throws Exception {
    GenericRecord record =
        (GenericRecord) deserializer.deserialize(topic, HexFormat.of().parseHex(hex));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonEncoder encoder = EncoderFactory.get().jsonEncoder(record.getSchema(), out);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return out.toString(StandardCharsets.UTF_8);
  }
}
