package dev.weir.sink.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicOffsetsTest {
  private static final int READERS = 1_000;

  private final AtomicLong next = new AtomicLong(7);
  private final Admin admin = mock(Admin.class);

  /** Or readers that wait in a backlog would be what keeps it from being worked off. */
  @Test
  void manyWhoWaitCostTheBrokerWhatOneCosts() {
    ListConsumerGroupOffsetsResult result = mock(ListConsumerGroupOffsetsResult.class);
    when(admin.listConsumerGroupOffsets("views")).thenReturn(result);
    when(result.partitionsToOffsetAndMetadata())
        .thenAnswer(
            asked ->
                KafkaFuture.completedFuture(
                    Map.of(
                        new TopicPartition("ledger", 3), new OffsetAndMetadata(next.get()),
                        new TopicPartition("other", 3), new OffsetAndMetadata(99))));
    TopicOffsets offsets =
        new TopicOffsets(
            admin,
            () -> {
              throw new AssertionError("nothing is read");
            });
    for (int reader = 0; reader < READERS; reader++) {
      assertThat(offsets.committed("views", "ledger")).isEqualTo(Map.of(3, 7L));
    }
    verify(admin, atMost(READERS / 5)).listConsumerGroupOffsets("views");

    next.set(8);
    await().until(() -> offsets.committed("views", "ledger").equals(Map.of(3, 8L)));
  }
}
