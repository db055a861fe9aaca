package dev.weir.sink.credits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Note;
import dev.weir.sink.store.LedgerLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TransactionsTest {
  private final List<LedgerLine> ledger = new ArrayList<>();
  private long balance;

  @Test
  void showsTheNewestFirstAndNoMoreThanAskedFor() {
    for (int i = 1; i <= 500; i++) {
      write("charged", -i, "cmd-" + i, Note.of("chat_message"));
    }
    assertThat(newest(3))
        .extracting(Transaction::id)
        .containsExactly("cmd-500", "cmd-499", "cmd-498");
    assertThat(newest(500)).hasSize(500).last().extracting(Transaction::id).isEqualTo("cmd-1");
  }

  @Test
  void leavesOutWhatOnlyMovesBetweenHeldAndFree() {
    write("granted", 100, "open", Note.because("initial credits"));
    for (int i = 0; i < 450; i++) {
      write("held", 0, "hold-" + i, Note.NONE);
      write("released", 0, "release-" + i, Note.NONE);
    }
    assertThat(newest(20)).extracting(Transaction::id).containsExactly("open");
  }

  @Test
  void namesTheActionOrTheReasonOrElseTheKind() {
    write("charged", -10, "a", new Note("chat_message", "ignored", null));
    write("granted", 5, "b", Note.because("goodwill"));
    write("expired", -5, "c", Note.NONE);
    assertThat(newest(20))
        .extracting(Transaction::action)
        .containsExactly("expired", "goodwill", "chat_message");
  }

  @Test
  void anEntryThatACommandWroteOnTheWayHasAnIdOfItsOwn() {
    write("expired", -5, "c", Note.NONE);
    write("charged", -10, "c", Note.of("chat_message"));
    assertThat(newest(20)).extracting(Transaction::id).containsExactly("c", "entry:1");
  }

  @Test
  void amountsAreExactAndMetadataIsWhatWasSent() {
    write(
        "charged",
        -166_666_667,
        "c",
        new Note("training_completed", null, "{\"gpu_hours\":0.333333}"));
    Transaction transaction = newest(1).getFirst();
    assertThat(transaction.amount()).isEqualTo(new BigDecimal("-166.666667"));
    assertThat(JsonMapper.shared().writeValueAsString(transaction))
        .contains("\"amount\":-166.666667")
        .contains("\"metadata\":{\"gpu_hours\":0.333333}")
        .contains("\"timestamp\":\"2026-11-21T00:00:00.000Z\"");
    write("charged", -100_000_000, "d", Note.NONE);
    assertThat(JsonMapper.shared().writeValueAsString(newest(1).getFirst()))
        .contains("\"amount\":-100,")
        .doesNotContain("metadata");
  }

  @Test
  void theBalanceAfterIsWholeCreditsRoundedDown() {
    write("granted", 100_000_000, "open", Note.NONE);
    write("charged", -1_333_333, "c", Note.NONE);
    assertThat(newest(2)).extracting(Transaction::balanceAfter).containsExactly(98L, 100L);
    assertThat(JsonMapper.shared().writeValueAsString(newest(1).getFirst()))
        .contains("\"balance_after\":98,");
  }

  private List<Transaction> newest(int limit) {
    return Transactions.newest(
        (after, count) -> ledger.subList((int) after, (int) Math.min(ledger.size(), after + count)),
        ledger.size(),
        limit);
  }

  private void write(String kind, long amount, String commandId, Note note) {
    long at = 1795219200000L;
    balance += amount;
    ledger.add(
        new LedgerLine(
            ledger.size() + 1, kind, amount, balance, List.of(), commandId, at, note, "", ""));
  }
}
