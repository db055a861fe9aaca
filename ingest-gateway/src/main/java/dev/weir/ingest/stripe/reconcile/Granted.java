package dev.weir.ingest.stripe.reconcile;

import dev.weir.accounting.Mode;
import dev.weir.ingest.stripe.tool.Stretch;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.LedgerEntryRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A grant for money.
 *
 * @param object what it says was paid: a payment, a session or an invoice
 */
record Granted(String grant, String object, String account) {
  private static final Set<String> FOR_MONEY =
      Set.of("package_purchase", "auto_topup", "subscription_renewal");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  String line() {
    return object + ", " + account + (grant.equals(object) ? "" : ", grant " + grant);
  }

  /**
   * All that the ledger got since then, by id. A grant is never older than the payment that it is
   * for.
   */
  static Map<String, Granted> since(Stretch ledger, Mode mode, Instant since) {
    Map<String, Granted> found = new TreeMap<>();
    ledger.read(
        ledger.since(Topics.LEDGER, since.toEpochMilli()),
        LedgerEntryRecord.class,
        entry -> {
          String id = entry.getCommandId();
          if (id != null && isForMoney(entry) && entry.getMode().equals(mode.text())) {
            found.put(id, new Granted(id, object(id, entry), account(entry)));
          }
        });
    return found;
  }

  private static boolean isForMoney(LedgerEntryRecord entry) {
    return entry.getKind().equals("granted")
        && entry.getOperation() != null
        && FOR_MONEY.contains(entry.getOperation());
  }

  private static String object(String id, LedgerEntryRecord entry) {
    String metadata = entry.getMetadata();
    JsonNode said = JSON.readTree(metadata == null ? "{}" : metadata);
    return said.path("invoice").asString(id);
  }

  private static String account(LedgerEntryRecord entry) {
    return entry.getTenant() + "/" + entry.getMode() + "/" + entry.getUser();
  }
}
