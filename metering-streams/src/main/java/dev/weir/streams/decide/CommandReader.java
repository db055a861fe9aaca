package dev.weir.streams.decide;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.accounting.Command;
import dev.weir.schemas.Topics;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.TickVerb;
import dev.weir.schemas.codec.Codec;
import dev.weir.schemas.codec.NotUnderstoodException;
import dev.weir.schemas.serde.UndecodableException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes a record of the log for what it is. Bytes that can never be a command are data for the
 * quarantine; a registry that cannot be asked says nothing about the bytes, so that failure goes
 * through.
 */
final class CommandReader {

  private static final byte[] TICK_KEY = Topics.TICK_KEY.getBytes(UTF_8);

  /** A request's body is 1 MiB at most, so no command of ours is larger. */
  private static final int LARGEST = 1 << 20;

  private final Wire wire;

  CommandReader(Wire wire) {
    this.wire = wire;
  }

  Input read(byte @Nullable [] key, byte @Nullable [] value) {
    if (key == null) {
      return unreadable(Reason.KEY_MISSING, "A command is keyed by its account.");
    }
    if (value == null) {
      return unreadable(Reason.VALUE_MISSING, "A command has a value.");
    }
    if (value.length > LARGEST) {
      return unreadable(Reason.TOO_LARGE, value.length + " bytes, of " + LARGEST + " at most.");
    }
    try {
      CommandRecord envelope = wire.command(value);
      return envelope.getVerb() instanceof TickVerb tick
          ? tick(key, envelope, tick)
          : command(key, envelope);
    } catch (UndecodableException e) {
      return new Input.Unreadable(e.reason().code(), String.valueOf(e.getMessage()));
    } catch (NotUnderstoodException e) {
      return new Input.Unreadable(NotUnderstoodException.CODE, String.valueOf(e.getMessage()));
    }
  }

  private static Input tick(byte[] key, CommandRecord envelope, TickVerb tick) {
    if (!Arrays.equals(key, TICK_KEY)) {
      return unreadable(Reason.INCONSISTENT_KEY, "A tick is keyed as one.");
    }
    return new Input.Tick(envelope.getId(), envelope.getTime(), tick.getClocks(), tick.getLimit());
  }

  /**
   * The key decided the partition, so a command for another account would be decided on the wrong
   * books.
   */
  private static Input command(byte[] key, CommandRecord envelope) {
    Command command = Codec.command(envelope);
    if (!Arrays.equals(key, command.account().text().getBytes(UTF_8))) {
      return unreadable(Reason.INCONSISTENT_KEY, "The key is not the command's account.");
    }
    return new Input.Ordered(command, envelope);
  }

  private static Input.Unreadable unreadable(Reason reason, String detail) {
    return new Input.Unreadable(reason.code(), detail);
  }
}
