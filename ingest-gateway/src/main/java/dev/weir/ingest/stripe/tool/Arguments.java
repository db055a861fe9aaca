package dev.weir.ingest.stripe.tool;

import dev.weir.accounting.Mode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;

/** Words on a command line. */
public final class Arguments {
  private Arguments() {}

  /** An argument that cannot be meant. */
  public static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    public Wrong(String message) {
      super(message);
    }
  }

  public static String value(String option, Iterator<String> rest) throws Wrong {
    if (!rest.hasNext()) {
      throw new Wrong(option + " needs a value");
    }
    return rest.next();
  }

  public static Mode mode(String text) throws Wrong {
    return switch (text) {
      case "live" -> Mode.LIVE;
      case "test" -> Mode.TEST;
      default -> throw new Wrong("--mode is live or test");
    };
  }

  /** A day, or an instant. */
  public static Instant time(String text) throws Wrong {
    try {
      return text.length() == "2026-11-01".length()
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new Wrong("not a time: " + text);
    }
  }
}
