package dev.weir.sink.credits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Bucket;
import dev.weir.accounting.Draw;
import dev.weir.accounting.Fact;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.Mode;
import dev.weir.accounting.Note;
import dev.weir.accounting.Policy;
import dev.weir.accounting.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TransactionsTest {
  private static final AccountKey ANN = new AccountKey("sparked", Mode.LIVE, "ann");
  private static final long AT = 1795219200000L;
  private static final Fact GRANTED = new Fact.Granted("b", Source.GIFT, Bucket.NEVER, null);
  private static final Fact CHARGED = new Fact.Charged(0, 0);

  private final List<LedgerEntry> ledger = new ArrayList<>();
  private long balance;

  @Test
  void showsTheNewestFirstAndNoMoreThanAskedFor() {
    for (int i = 1; i <= 500; i++) {
      write(CHARGED, -i, "cmd-" + i, Note.of("chat_message"));
    }
    assertThat(newest(3))
        .extracting(Transaction::id)
        .containsExactly("cmd-500", "cmd-499", "cmd-498");
    assertThat(newest(500)).hasSize(500).last().extracting(Transaction::id).isEqualTo("cmd-1");
  }

  @Test
  void leavesOutWhatOnlyMovesBetweenHeldAndFree() {
    write(GRANTED, 100, "open", Note.because("initial credits"));
    for (int i = 0; i < 450; i++) {
      write(held("hold-" + i), 0, "hold-" + i, Note.NONE);
      write(new Fact.Released("hold-" + i), 0, "release-" + i, Note.NONE);
    }
    assertThat(newest(20)).extracting(Transaction::id).containsExactly("open");
  }

  @Test
  void namesTheActionOrTheReasonOrElseTheKind() {
    write(CHARGED, -10, "a", new Note("chat_message", "ignored", null));
    write(GRANTED, 5, "b", Note.because("goodwill"));
    write(new Fact.Expired("b"), -5, "c", Note.NONE);
    assertThat(newest(20))
        .extracting(Transaction::action)
        .containsExactly("expired", "goodwill", "chat_message");
  }

  @Test
  void anEntryThatACommandWroteOnTheWayHasAnIdOfItsOwn() {
    write(new Fact.Expired("b"), -5, "c", Note.NONE);
    write(CHARGED, -10, "c", Note.of("chat_message"));
    assertThat(newest(20)).extracting(Transaction::id).containsExactly("c", "entry:1");
  }

  @Test
  void amountsAreExactAndMetadataIsWhatWasSent() {
    write(
        CHARGED,
        -166_666_667,
        "c",
        new Note("training_completed", null, "{\"gpu_hours\":0.333333}"));
    Transaction transaction = newest(1).getFirst();
    assertThat(transaction.amount()).isEqualTo(new BigDecimal("-166.666667"));
    assertThat(JsonMapper.shared().writeValueAsString(transaction))
        .contains("\"amount\":-166.666667")
        .contains("\"metadata\":{\"gpu_hours\":0.333333}")
        .contains("\"timestamp\":\"2026-11-21T00:00:00.000Z\"");
    write(CHARGED, -100_000_000, "d", Note.NONE);
    assertThat(JsonMapper.shared().writeValueAsString(newest(1).getFirst()))
        .contains("\"amount\":-100,")
        .doesNotContain("metadata");
  }

  @Test
  void theBalanceAfterIsWholeCreditsRoundedDown() {
    write(GRANTED, 100_000_000, "open", Note.NONE);
    write(CHARGED, -1_333_333, "c", Note.NONE);
    assertThat(newest(2)).extracting(Transaction::balanceAfter).containsExactly(98L, 100L);
    assertThat(JsonMapper.shared().writeValueAsString(newest(1).getFirst()))
        .contains("\"balance_after\":98,");
  }

  /** A charge answers the balance without what is held, and its line says the same later. */
  @Test
  void theBalanceAfterIsWhatCouldBeSpentThen() {
    write(GRANTED, 100_000_000, "open", Note.NONE);
    write(held("h"), 0, "h", Note.NONE);
    write(CHARGED, -10_000_000, "c", Note.NONE);
    List<Draw> taken = List.of(new Draw("b", Source.GIFT, 3));
    List<Draw> back = List.of(new Draw("b", Source.GIFT, 2));
    write(new Fact.Captured("h", taken, back, 0, 0), -3, "taken", Note.NONE);
    write(held("i"), 0, "i", Note.NONE);
    assertThat(newest(9)).extracting(Transaction::balanceAfter).containsExactly(89L, 89L, 100L);
    assertThat(newest(9)).extracting(Transaction::id).containsExactly("taken", "c", "open");
  }

  private static Fact held(String id) {
    return new Fact.Held(id, AT + 1, Policy.STRICT, 0, 0, null);
  }

  private List<Transaction> newest(int limit) {
    return Transactions.newest(
        (before, count) ->
            ledger.reversed().stream().filter(entry -> entry.seq() < before).limit(count).toList(),
        ledger.size(),
        ledger.stream().mapToLong(LedgerEntry::heldChange).sum(),
        limit);
  }

  private void write(Fact fact, long amount, String commandId, Note note) {
    balance += amount;
    List<Draw> draws = List.of(new Draw("b", Source.GIFT, Math.max(5, Math.abs(amount))));
    ledger.add(
        new LedgerEntry(
            ANN, ledger.size() + 1, amount, balance, draws, commandId, AT, note, "", "", fact));
  }
}
