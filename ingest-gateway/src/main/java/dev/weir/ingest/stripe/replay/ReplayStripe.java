package dev.weir.ingest.stripe.replay;

import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.FollowedDirectories;
import dev.weir.ingest.stripe.Facts;
import dev.weir.ingest.stripe.Intake;
import dev.weir.ingest.stripe.KafkaStripeLog;
import dev.weir.ingest.stripe.StripeApi;
import dev.weir.ingest.stripe.StripeSettings;
import dev.weir.ingest.stripe.tool.Arguments;
import dev.weir.ingest.stripe.tool.Patience;
import dev.weir.ingest.stripe.tool.Realm;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;

/** {@code ./weir replay-stripe}: says what was read, what was refused and what it has changed. */
public final class ReplayStripe {
  private ReplayStripe() {}

  public static void main(String[] arguments) {
    try {
      boolean clean = run(Options.parse(arguments), System.getenv());
      System.exit(clean ? 0 : 1);
    } catch (Arguments.Wrong e) {
      fail(e.getMessage() + "\n\n" + Options.USAGE, 2);
    } catch (NoSuchFileException e) {
      fail("there is no file " + e.getMessage(), 1);
    } catch (IOException e) {
      fail("cannot read " + e.getMessage(), 1);
    } catch (Problem e) {
      fail(
          "stopped: " + e.detail() + " What was written stays; the same replay can be run again.",
          1);
    } catch (KafkaException e) {
      fail("Kafka cannot be reached, is Weir up? " + e.getMessage(), 1);
    }
  }

  /** Whether every event was taken. */
  private static boolean run(Options options, Map<String, String> environment) throws IOException {
    StripeSettings settings = StripeSettings.fromEnvironment();
    KafkaConnection kafka = KafkaConnection.of(environment);
    boolean production = "production".equals(environment.get("WEIR_PROFILE"));
    Events events = events(options, settings);
    FollowedDirectories now = FollowedDirectories.of(kafka.config(), production);
    Intake intake = new Intake(settings, now.tenants(), new Facts(now.tenants(), now.catalogs()));
    Changes changes = new Changes(kafka.config(), Options.application(environment));
    Replay.Counts counts;
    try (KafkaStripeLog log = new KafkaStripeLog(kafka)) {
      Replay replay =
          new Replay(intake, Realm.of(settings.tenant(), now.tenants()), log::send, System.err);
      counts = replay.run(events);
    }
    counts.lines().forEach(System.out::println);
    changes.until(counts.lastOffset(), counts.modes()).forEach(System.out::println);
    return counts.refused() == 0;
  }

  private static Events events(Options options, StripeSettings settings) throws IOException {
    if (options.file() != null) {
      return new FileEvents(options.file());
    }
    Patience stripe =
        new Patience(
            new StripeApi(settings, Clock.systemUTC()), options.mode(settings), Thread::sleep);
    return new ApiEvents(stripe, Objects.requireNonNull(options.since()), options.types());
  }

  private static void fail(String message, int status) {
    System.err.println("weir: " + message);
    System.exit(status);
  }
}
