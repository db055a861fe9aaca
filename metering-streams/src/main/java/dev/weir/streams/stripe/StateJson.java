package dev.weir.streams.stripe;

import tools.jackson.databind.json.JsonMapper;

/** What is known, as the store keeps it: JSON, so that an operator can read it. */
public final class StateJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StateJson() {}

  public static byte[] write(Object known) {
    return JSON.writeValueAsBytes(known);
  }

  public static <T> T read(byte[] bytes, Class<T> type) {
    return JSON.readValue(bytes, type);
  }
}
