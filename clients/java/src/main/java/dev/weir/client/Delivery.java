package dev.weir.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.client.UsageBuffer.Encoded;
import dev.weir.client.UsageBuffer.Refusal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings one batch to its end: every event of it is with Weir, or refused for good. Only an answer
 * about the events themselves counts as that; a wrong credential or a broken server is waited out,
 * because the events are not at fault.
 */
final class Delivery {
  private static final String PATH = "/v1/events";

  private final Transport transport;
  private final Retries retries;
  private final Consumer<Refusal> refused;
  private final Deque<List<Encoded>> pieces = new ArrayDeque<>();

  Delivery(Transport transport, Retries retries, Consumer<Refusal> refused) {
    this.transport = transport;
    this.retries = retries;
    this.refused = refused;
  }

  void deliver(List<Encoded> batch) throws InterruptedException {
    synchronized (pieces) {
      pieces.add(batch);
    }
    int failures = 0;
    for (List<Encoded> piece = first(); piece != null; piece = first()) {
      if (attempt(piece)) {
        failures = 0;
      } else {
        failures++;
        Thread.sleep(retries.backoff(failures));
      }
    }
  }

  /** What a sender that was stopped left behind. */
  List<Encoded> unsettled() {
    synchronized (pieces) {
      return pieces.stream().flatMap(List::stream).toList();
    }
  }

  private @Nullable List<Encoded> first() {
    synchronized (pieces) {
      return pieces.peekFirst();
    }
  }

  /** One request; false when it has to be made again. */
  private boolean attempt(List<Encoded> piece) throws InterruptedException {
    Answer answer;
    try {
      answer = transport.postOnce(PATH, body(piece));
    } catch (IOException unreachable) {
      return false;
    } catch (WeirException interrupted) {
      throw new InterruptedException();
    }
    return switch (answer.status()) {
      case 200, 202 -> settled(piece, answer);
      case 400, 413, 415, 422 -> narrowed(piece, answer);
      default -> false;
    };
  }

  /** Weir has the batch; it names the events that it will not take. */
  private boolean settled(List<Encoded> piece, Answer answer) {
    List<Answer> results = new ArrayList<>();
    try {
      results.addAll(answer.objects("results"));
    } catch (WeirException incomplete) {
      return false;
    }
    if (results.size() != piece.size()) {
      return false;
    }
    replaceFirst(List.of());
    for (int i = 0; i < results.size(); i++) {
      Answer result = results.get(i);
      if (result.textIfThere("status").equals(Optional.of("invalid"))) {
        refuse(piece.get(i), result);
      }
    }
    return true;
  }

  /** The request as a whole was refused: halve it until the event that is to blame stands alone. */
  private boolean narrowed(List<Encoded> piece, Answer answer) {
    if (piece.size() == 1) {
      replaceFirst(List.of());
      refuse(piece.getFirst(), answer);
      return true;
    }
    int middle = piece.size() / 2;
    replaceFirst(List.of(piece.subList(0, middle), piece.subList(middle, piece.size())));
    return true;
  }

  private void replaceFirst(List<List<Encoded>> by) {
    synchronized (pieces) {
      pieces.removeFirst();
      for (List<Encoded> piece : by.reversed()) {
        pieces.addFirst(piece);
      }
    }
  }

  private void refuse(Encoded encoded, Answer why) {
    String code = why.textIfThere("code").orElse("http_" + why.status());
    Refusal refusal =
        new Refusal(encoded.event(), code, why.textIfThere("detail").orElse("refused"));
    try {
      refused.accept(refusal);
    } catch (RuntimeException fault) {
      // A listener's fault must not stop the events of everyone else.
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
    }
  }

  private static byte[] body(List<Encoded> piece) {
    return piece.stream()
        .map(Encoded::json)
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(UTF_8);
  }
}
