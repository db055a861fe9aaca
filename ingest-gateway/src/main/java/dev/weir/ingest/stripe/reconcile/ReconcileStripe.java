package dev.weir.ingest.stripe.reconcile;

import dev.weir.accounting.Mode;
import dev.weir.edge.kafka.KafkaConnection;
import dev.weir.edge.problem.Problem;
import dev.weir.edge.tenants.FollowedDirectories;
import dev.weir.ingest.stripe.StripeApi;
import dev.weir.ingest.stripe.StripeSettings;
import dev.weir.ingest.stripe.tool.Arguments;
import dev.weir.ingest.stripe.tool.Patience;
import dev.weir.ingest.stripe.tool.Stretch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** {@code ./weir reconcile-stripe}: lists what was paid and not granted, and the reverse. */
public final class ReconcileStripe {
  private static final Duration A_WEEK = Duration.ofDays(7);
  private static final String USAGE =
      "usage: ./weir reconcile-stripe [--since <time>] [--mode live|test]\n\n"
          + "Without --since the last seven days are compared. The API's key comes from"
          + " WEIR_STRIPE_KEY_LIVE or WEIR_STRIPE_KEY_TEST.";

  private ReconcileStripe() {}

  public static void main(String[] arguments) {
    try {
      Reconciled found = run(arguments, System.getenv());
      found.lines().forEach(System.out::println);
      System.exit(found.clean() ? 0 : 1);
    } catch (Arguments.Wrong e) {
      fail(e.getMessage() + "\n\n" + USAGE, 2);
    } catch (Problem e) {
      fail(e.detail(), 1);
    } catch (KafkaException e) {
      fail("Kafka cannot be reached, is Weir up? " + e.getMessage(), 1);
    }
  }

  private static Reconciled run(String[] arguments, Map<String, String> environment)
      throws Arguments.Wrong {
    StripeSettings settings = StripeSettings.fromEnvironment();
    Instant since = Instant.now().minus(A_WEEK);
    Mode mode = settings.onlyMode();
    for (Iterator<String> rest = List.of(arguments).iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--since" -> since = Arguments.time(Arguments.value(option, rest));
        case "--mode" -> mode = Arguments.mode(Arguments.value(option, rest));
        default -> throw new Arguments.Wrong("unknown option " + option);
      }
    }
    StripeApi stripe = new StripeApi(settings, Clock.systemUTC());
    if (!stripe.configured(mode)) {
      throw stripe.notConfigured(mode);
    }
    Map<String, Object> kafka = KafkaConnection.of(environment).config();
    FollowedDirectories now =
        FollowedDirectories.of(kafka, "production".equals(environment.get("WEIR_PROFILE")));
    return new Reconcile(now.tenants(), now.catalogs(), settings.tenant(), new Stretch(kafka))
        .since(new Patience(stripe, mode, Thread::sleep), since, Instant.now());
  }

  private static void fail(String message, int status) {
    System.err.println("weir: " + message);
    System.exit(status);
  }
}
