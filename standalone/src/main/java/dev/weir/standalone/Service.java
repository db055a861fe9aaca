package dev.weir.standalone;

import java.util.HashMap;
import java.util.Map;

/**
 * One of the three services as a process of its own.
 *
 * @param module that builds it
 * @param mainClass that starts it
 * @param instance which of its kind, from 0
 * @param port of its HTTP, on loopback
 * @param environment all that it is told
 */
public record Service(
    String module, String mainClass, int instance, int port, Map<String, String> environment) {

  /** How it is called in sentences, logs and folders: {@code billing-sink-1}. */
  public String name() {
    return module + "-" + instance;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The same service, told one thing differently. */
  public Service with(String variable, String value) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(variable, value);
    return new Service(module, mainClass, instance, port, Map.copyOf(changed));
  }
}
