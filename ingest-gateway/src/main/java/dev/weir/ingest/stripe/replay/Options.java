package dev.weir.ingest.stripe.replay;

import dev.weir.accounting.Mode;
import dev.weir.ingest.stripe.StripeSettings;
import dev.weir.ingest.stripe.tool.Arguments;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a replay is asked for on the command line. */
record Options(
    @Nullable Path file, @Nullable Instant since, List<String> types, @Nullable Mode mode) {
  static final String USAGE =
      """
      usage: ./weir replay-stripe <file.jsonl>
             ./weir replay-stripe --from-api --since <time> [--types <type>,…] [--mode live|test]

      A file has one event a line, as Stripe's API returns them. A time is 2026-11-01 or
      2026-11-01T10:00:00Z. The API's key comes from WEIR_STRIPE_KEY_LIVE or WEIR_STRIPE_KEY_TEST.\
      """;

  static Options parse(String[] arguments) throws Arguments.Wrong {
    Options options = new Options(null, null, List.of(), null);
    boolean api = false;
    for (Iterator<String> rest = List.of(arguments).iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      if (argument.equals("--from-api")) {
        api = true;
      } else if (argument.startsWith("--")) {
        options = options.with(argument, Arguments.value(argument, rest));
      } else if (options.file == null) {
        options = new Options(Path.of(argument), options.since, options.types, options.mode);
      } else {
        throw new Arguments.Wrong("one file at a time: " + argument);
      }
    }
    if (api == (options.file != null)) {
      throw new Arguments.Wrong("either a file or --from-api");
    }
    if (api == (options.since == null)) {
      throw new Arguments.Wrong("--from-api needs --since, and a file has no use for it");
    }
    return options;
  }

  private Options with(String option, String value) throws Arguments.Wrong {
    return switch (option) {
      case "--since" -> new Options(file, Arguments.time(value), types, mode);
      case "--types" -> new Options(file, since, List.of(value.split(",")), mode);
      case "--mode" -> new Options(file, since, types, Arguments.mode(value));
      default -> throw new Arguments.Wrong("unknown option " + option);
    };
  }

  /** Without a word on the mode, the one that there is a key for. */
  Mode mode(StripeSettings settings) {
    return mode == null ? settings.onlyMode() : mode;
  }

  /** The group whose committed offsets say how far the topology is. */
  static String application(Map<String, String> environment) {
    return environment.getOrDefault("WEIR_STREAMS_APPLICATIONID", "weir-streams");
  }
}
