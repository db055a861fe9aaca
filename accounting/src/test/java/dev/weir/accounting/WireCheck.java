package dev.weir.accounting;

/**
 * A module that puts entries and accounts on a wire can register one as a service: then every
 * scenario of these tests also checks that its encoding loses nothing.
 */
public interface WireCheck {

  void survives(LedgerEntry entry);

  void survives(Account account);
}
