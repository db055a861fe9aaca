package dev.weir.streams.stripe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of Stripe's API versions the readings understand. A date in the far future is a shape
 * nobody here has seen.
 */
final class ApiVersions {
  private static final Pattern DATED = Pattern.compile("(20\\d\\d)-(\\d\\d)-(\\d\\d)(\\.[a-z_]+)?");
  private static final int OLDEST = 2014;
  private static final int NEWEST = 2027;

  private ApiVersions() {}

  /** An event without a version is read like any other: its shape decides. */
  static boolean known(@Nullable String version) {
    if (version == null) {
      return true;
    }
    Matcher dated = DATED.matcher(version);
    if (!dated.matches()) {
      return false;
    }
    int year = Integer.parseInt(dated.group(1));
    return year >= OLDEST && year <= NEWEST;
  }
}
