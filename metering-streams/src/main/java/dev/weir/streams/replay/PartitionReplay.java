package dev.weir.streams.replay;

import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.streams.decide.Desk;
import dev.weir.streams.decide.Effects;
import dev.weir.streams.decide.Output;
import dev.weir.streams.decide.Place;
import dev.weir.streams.decide.Sink;
import dev.weir.streams.decide.Tally;
import dev.weir.streams.decide.Wire;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Decides the commands of one partition again, one after the other, and holds each entry that comes
 * out against the next one of the ledger.
 */
final class PartitionReplay {

  /**
   * What was committed at once is not to be seen in all its partitions at the same instant; an
   * entry that does not come within this time is missing.
   */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

  private final LogReader commands;
  private final LogReader ledger;
  private final Entries entries;
  private final MemoryBooks books = new MemoryBooks();
  private final Desk desk;
  private long read;
  private long same;
  private long rewritten;
  private long ledgerEnd;
  private @Nullable String difference;

  PartitionReplay(LogReader commands, LogReader ledger, Entries entries, Wire wire) {
    this.commands = commands;
    this.ledger = ledger;
    this.entries = entries;
    this.desk = new Desk(books, wire, Tally.NONE);
  }

  /**
   * @param known the offset before which the service has decided everything
   */
  Comparison upTo(long known) {
    long decided = Math.min(known, commands.end());
    difference = beginningIsGone();
    while (difference == null) {
      ConsumerRecord<byte[], byte[]> command = commands.next(decided);
      if (command == null) {
        difference = somethingMore(decided);
        break;
      }
      decide(command);
    }
    return new Comparison(commands.partition().partition(), read, same, rewritten, difference);
  }

  private @Nullable String beginningIsGone() {
    long begin = commands.begin();
    return begin == 0
        ? null
        : "%s begins at offset %d: without the commands before it nothing can be decided again"
            .formatted(commands.partition(), begin);
  }

  private void decide(ConsumerRecord<byte[], byte[]> command) {
    Place at = new Place(command.partition(), command.offset(), command.timestamp());
    Effects effects = desk.work(command.key(), command.value(), at);
    effects.writeTo(books);
    read++;
    for (Output output : effects.outputs()) {
      if (output.sink() == Sink.LEDGER && difference == null) {
        difference = compare(output);
      }
    }
  }

  private @Nullable String compare(Output decided) {
    ConsumerRecord<byte[], byte[]> kept = nextOfLedger();
    if (kept == null) {
      return "%s ends at offset %d and lacks %s"
          .formatted(ledger.partition(), ledgerEnd, entries.text(decided.value()));
    }
    if (Arrays.equals(decided.key(), kept.key())) {
      if (Arrays.equals(decided.value(), kept.value())) {
        same++;
        return null;
      }
      if (entries.sameUnderAnotherSchema(decided.value(), kept.value())) {
        rewritten++;
        return null;
      }
    }
    return "%s, offset %d, differs in: %s%n  decided again  %s%n  in the ledger  %s"
        .formatted(
            ledger.partition(),
            kept.offset(),
            entries.differences(decided.value(), kept.value()),
            entries.text(decided.value()),
            entries.text(kept.value()));
  }

  private @Nullable ConsumerRecord<byte[], byte[]> nextOfLedger() {
    ConsumerRecord<byte[], byte[]> next = ledger.next(ledgerEnd);
    long until = System.nanoTime() + ON_ITS_WAY.toNanos();
    while (next == null && System.nanoTime() < until) {
      long end = ledger.end();
      if (end == ledgerEnd) {
        rest();
      }
      ledgerEnd = end;
      next = ledger.next(ledgerEnd);
    }
    return next;
  }

  /** What the service has decided since then is not compared; anything else is one too many. */
  private @Nullable String somethingMore(long decided) {
    ConsumerRecord<byte[], byte[]> kept = ledger.next(ledger.end());
    if (kept == null) {
      return null;
    }
    LedgerEntryRecord entry = entries.read(kept.value());
    return entry != null && entry.getCommandOffset() >= decided
        ? null
        : "%s, offset %d, follows from no command: %s"
            .formatted(ledger.partition(), kept.offset(), entries.text(kept.value()));
  }

  private static void rest() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
