package dev.weir.streams.topology.engine;

import dev.weir.schemas.fault.CrashPoints;
import dev.weir.streams.topology.CommitPace;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's own clients; when crash points are armed, the producer is wrapped so that a commit can be
 * cut anywhere.
 */
final class Clients implements KafkaClientSupplier {

  private final CommitPace pace;

  Clients(CommitPace pace) {
    this.pace = pace;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    Producer<byte[], byte[]> producer = new TransactionalProducer(config, pace);
    return CrashPoints.armed() ? crashing(producer) : producer;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  @SuppressWarnings("unchecked")
  private static Producer<byte[], byte[]> crashing(Producer<byte[], byte[]> producer) {
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Clients.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> callBetweenPoints(producer, method, arguments));
  }

  /**
   * S3a and S3b stand around the offsets' way into the transaction, S3c and S4 around its commit.
   */
  private static Object callBetweenPoints(
      Producer<byte[], byte[]> producer, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    boolean offsets = name.equals("sendOffsetsToTransaction");
    boolean commit = name.equals("commitTransaction");
    if (offsets || commit) {
      CrashPoints.hit(offsets ? "S3a" : "S3c");
    }
    Object result;
    try {
      result = method.invoke(producer, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (offsets || commit) {
      CrashPoints.hit(offsets ? "S3b" : "S4");
    }
    return result;
  }
}
