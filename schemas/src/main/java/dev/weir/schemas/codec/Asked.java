package dev.weir.schemas.codec;

import dev.weir.accounting.Command;
import dev.weir.schemas.avro.CommandRecord;

/**
 * A command that is being decided, with all that its decision must say of it.
 *
 * @param wire as it was read, which says who waits for the decision
 * @param command the same, understood
 * @param time the account's time at the decision: never before the account's newest entry (R2)
 */
public record Asked(CommandRecord wire, Command command, Position position, long time) {}
