package dev.weir.schemas;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time in which a tenant's test accounts live once it was set, as it stands in the topic of
 * tenants: under a key of its own, with a document of its own. Whoever moves it writes this;
 * gateways, readers and the ticker follow it.
 *
 * @param now epoch milliseconds
 */
public record TestClock(String tenant, long now) {

  private static final String PREFIX = "clock/";
  private static final Pattern DOCUMENT = Pattern.compile("\\{\"now\":(\\d{1,18})}");

  /** Tells whether a key of the topic of tenants is that of a clock. */
  public static boolean isKey(String key) {
    return key.startsWith(PREFIX);
  }

  public String key() {
    return PREFIX + tenant;
  }

  /** JSON. */
  public String document() {
    return "{\"now\":" + now + "}";
  }

  public static TestClock parse(String key, String document) {
    Matcher matcher = DOCUMENT.matcher(document);
    if (!isKey(key) || !matcher.matches()) {
      throw new IllegalArgumentException("Not a test clock: " + key);
    }
    return new TestClock(key.substring(PREFIX.length()), Long.parseLong(matcher.group(1)));
  }
}
