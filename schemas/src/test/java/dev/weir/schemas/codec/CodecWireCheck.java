package dev.weir.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.accounting.Account;
import dev.weir.accounting.LedgerEntry;
import dev.weir.accounting.WireCheck;
import dev.weir.schemas.avro.AccountRecord;
import dev.weir.schemas.avro.LedgerEntryRecord;
import dev.weir.schemas.serde.Bytes;

/** Sends every entry and account of the rules' scenarios over the wire. */
public final class CodecWireCheck implements WireCheck {

  @Override
  public void survives(LedgerEntry entry) {
    LedgerEntryRecord wire = Codec.entry(entry, new Position(3, 14), 0, null);
    LedgerEntryRecord read = Bytes.overTheWire(LedgerEntryRecord.class, wire);
    assertThat(Codec.entry(read)).isEqualTo(entry);
    assertThat(Codec.entry(read).computeHash()).isEqualTo(entry.hash());
  }

  @Override
  public void survives(Account account) {
    AccountRecord read = Bytes.overTheWire(AccountRecord.class, Codec.account(account));
    assertThat(Codec.account(read)).isEqualTo(account);
  }
}
