package dev.weir.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Ids and schemas by Confluent's registry API. An id and its schema never change, so both are kept
 * for ever; what the registry did not know is asked again every time.
 */
public final class RegistryClient {

  private static final Map<RegistrySettings, RegistryClient> SHARED = new ConcurrentHashMap<>();

  private final RegistryHttp http;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();

  private record Registered(String subject, Schema schema) {}

  public RegistryClient(RegistrySettings settings) {
    this.http = new RegistryHttp(settings);
  }

  /** One client, and one cache, for all that reach the same registry from this process. */
  public static RegistryClient shared(RegistrySettings settings) {
    return SHARED.computeIfAbsent(settings, RegistryClient::new);
  }

  /** The schema's id in that subject, where it becomes a new version if it was none. */
  public int register(String subject, Schema schema) {
    return id(subject, schema, "/subjects/" + encoded(subject) + "/versions");
  }

  /** The schema's id in that subject, where it must have been registered. */
  public int registered(String subject, Schema schema) {
    return id(subject, schema, "/subjects/" + encoded(subject));
  }

  // Two threads that ask for the same at once both ask; the answer is the same, and no thread
  // holds a lock while it waits for the network.
  private int id(String subject, Schema schema, String path) {
    Registered wanted = new Registered(subject, schema);
    Integer known = ids.get(wanted);
    if (known != null) {
      return known;
    }
    int id = number(http.send("POST", path, Map.of("schema", schema.toString())), "id");
    ids.put(wanted, id);
    schemas.putIfAbsent(id, schema);
    return id;
  }

  /** The schema of that id. */
  public Schema schema(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    JsonNode answer = http.send("GET", "/schemas/ids/" + id, null);
    Schema schema = parsed(id, answer.path("schema").asText());
    schemas.put(id, schema);
    return schema;
  }

  private static Schema parsed(int id, String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (SchemaParseException e) {
      throw new RegistryRefusedException(
          "Schema " + id + " is not an Avro schema that stands alone.", 422, 42201);
    }
  }

  /** Demands that compatibility of every later version of the subject. */
  public void compatibility(String subject, String level) {
    String path = "/config/" + encoded(subject);
    Map<String, String> wanted = Map.of("compatibility", level);
    try {
      http.send("PUT", path, wanted);
    } catch (RegistryRefusedException e) {
      if (!e.conflict()) {
        throw e;
      }
      // Somebody else demanded something in the same moment, which can be replaced now.
      http.send("PUT", path, wanted);
    }
  }

  private static int number(JsonNode answer, String member) {
    JsonNode value = answer.get(member);
    if (value == null || !value.isInt()) {
      throw new RegistryUnavailableException("The schema registry's answer has no " + member + ".");
    }
    return value.intValue();
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }
}
