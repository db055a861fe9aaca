package dev.weir.schemas.codec;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Command;
import dev.weir.accounting.Note;
import dev.weir.schemas.avro.CommandRecord;
import dev.weir.schemas.avro.OpeningRecord;
import dev.weir.schemas.avro.TickVerb;
import java.util.Map;

/** Commands, both ways, and the tick, which is no command of an account. */
final class Commands {

  private Commands() {}

  static CommandRecord toWire(Command command, Envelope envelope) {
    Note note = command.verb().note();
    return new CommandRecord(
        command.id(),
        command.account().tenant(),
        command.account().mode().text(),
        command.account().user(),
        command.time(),
        envelope.receivedAt(),
        envelope.correlation(),
        envelope.replyTo(),
        command.opening() == null ? null : Common.opening(command.opening()),
        note.operation(),
        note.reason(),
        note.metadata(),
        envelope.traceparent(),
        Verbs.toWire(command.verb()));
  }

  static Command fromWire(CommandRecord wire) {
    Note note = Common.note(wire.getOperation(), wire.getReason(), wire.getMetadata());
    OpeningRecord opening = wire.getOpening();
    AccountKey account = Common.key(wire.getTenant(), wire.getMode(), wire.getUser());
    if (!account.isValid()) {
      throw new IllegalArgumentException("not ids: " + account);
    }
    return new Command(
        account,
        wire.getId(),
        wire.getTime(),
        opening == null ? null : Common.opening(opening),
        Verbs.fromWire(wire.getVerb(), note));
  }

  static CommandRecord tick(String id, long time, Map<String, Long> clocks, int limit) {
    return new CommandRecord(
        id,
        "",
        "",
        "",
        time,
        time,
        null,
        Envelope.NOBODY,
        null,
        null,
        null,
        null,
        null,
        new TickVerb(clocks, limit));
  }
}
