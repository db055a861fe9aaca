package dev.weir.streams.topology;

import dev.weir.schemas.Topics;
import dev.weir.schemas.fault.CrashPoints;
import dev.weir.streams.decide.Desk;
import dev.weir.streams.decide.Effects;
import dev.weir.streams.decide.Output;
import dev.weir.streams.decide.Place;
import dev.weir.streams.topology.CommitPace.Patience;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The work on one partition of the command log, record by record: works out what follows, then
 * stores it, then sends it on. All of it is one transaction with the record's offset, and
 * everything that can fail comes first.
 */
final class PartitionWork {

  private final Parts parts;
  private final ProcessorContext<byte[], Object> context;
  private final int partition;
  private final StoreBooks books;
  private final Fence fence;
  private final Marks marks;
  private final PartitionSums sums;
  private final Desk desk;

  PartitionWork(Parts parts, ProcessorContext<byte[], Object> context) {
    this.parts = parts;
    this.context = context;
    this.partition = context.taskId().partition();
    TopicPartition input = new TopicPartition(Topics.COMMANDS, partition);
    KeyValueStore<String, byte[]> accounts = context.getStateStore(MeteringTopology.ACCOUNTS);
    this.fence = new Fence(accounts, parts.logs(), input);
    this.books =
        new StoreBooks(
            accounts,
            context.getStateStore(MeteringTopology.REMEMBERED),
            context.getStateStore(MeteringTopology.DUE),
            fence.appliedAt());
    this.marks = new Marks(books);
    this.sums = new PartitionSums(accounts, partition);
    requireNothingLost(input);
    parts.observed().progress().at(partition, fence.applied());
    this.desk = new Desk(books, parts.wire(), parts.tally());
  }

  /**
   * The stores, what they were made from and what was made of it belong together, or nothing is
   * decided here.
   */
  private void requireNothingLost(TopicPartition input) {
    // Commands and ledger are keyed alike and have as many partitions.
    TopicPartition output = new TopicPartition(Topics.LEDGER, partition);
    if (!fence.anythingApplied()) {
      parts.logs().requireUnwritten(output);
      return;
    }
    parts.logs().requireReaches(input, fence.applied());
    marks.require(fence, partition, parts.clock());
    if (sums.entries() > 0) {
      parts.logs().requireWritten(output);
    }
  }

  void take(Record<byte[], byte[]> record) {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    Place at = new Place(partition, metadata.offset(), record.timestamp());
    if (fence.admits(at.offset())) {
      long began = System.nanoTime();
      Effects effects = desk.work(record.key(), record.value(), at);
      store(effects, at);
      CrashPoints.hit("S1");
      forward(effects, at);
      CrashPoints.hit("S2");
      Patience patience = effects.awaited() ? Patience.OF_A_CALLER : Patience.OF_NEWS;
      parts.pace().decided(context, patience, context.currentSystemTimeMs() - at.timestamp());
      parts.tally().worked(System.nanoTime() - began);
    }
    parts.pace().offsets().passed(context);
    parts.observed().progress().at(partition, at.offset());
  }

  private void store(Effects effects, Place at) {
    effects.writeTo(books);
    sums.add(effects.changes());
    marks.set(at.timestamp());
    fence.advance(at);
  }

  private void forward(Effects effects, Place at) {
    for (Output output : effects.outputs()) {
      context.forward(new Record<>(output.key(), output, at.timestamp()), output.sink().node());
    }
    if (effects.timePassed()) {
      for (PartitionSum sum : sums.moved()) {
        context.forward(new Record<>(sum.key(), sum, at.timestamp()), MeteringTopology.SUMS_OUT);
      }
    }
    if (effects.moreIsDue()) {
      parts.observed().leftovers().note(partition);
    }
  }

  void end() {
    parts.observed().progress().left(partition);
  }
}
