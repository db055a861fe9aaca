package dev.weir.accounting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the canonical form of an entry, as docs/ledger.md defines it: eleven lines, the
 * first of which is the previous hash. The bytes are written straight into a buffer that is used
 * again.
 */
final class EntryHash {

  private static final ThreadLocal<EntryHash> OF_THREAD = ThreadLocal.withInitial(EntryHash::new);

  private final MessageDigest digest = sha256();
  private final Bytes bytes = new Bytes();

  private EntryHash() {}

  static String of(LedgerEntry entry) {
    EntryHash hash = OF_THREAD.get();
    hash.write(entry);
    return hash.finish(32);
  }

  /** The first half of the hash of any text, in hex: enough to tell meanings apart. */
  static String shortHash(String text) {
    EntryHash hash = OF_THREAD.get();
    hash.bytes.clear();
    hash.bytes.text(text);
    return hash.finish(16);
  }

  private String finish(int length) {
    digest.update(bytes.array(), 0, bytes.length());
    return Bytes.hex(digest.digest(), length);
  }

  private void write(LedgerEntry entry) {
    bytes.clear();
    bytes.ascii(entry.prevHash());
    bytes.line();
    bytes.number(entry.seq());
    bytes.line();
    bytes.ascii(entry.kind().text());
    bytes.line();
    bytes.number(entry.amount());
    bytes.line();
    bytes.number(entry.balanceAfter());
    bytes.line();
    draws(entry.draws());
    bytes.line();
    if (entry.commandId() != null) {
      bytes.ascii(entry.commandId());
    }
    bytes.line();
    bytes.instant(entry.at());
    bytes.line();
    quoted(entry.note().operation());
    bytes.line();
    quoted(entry.note().reason());
    bytes.line();
    if (entry.note().metadata() != null) {
      bytes.text(entry.note().metadata());
    }
  }

  private void draws(List<Draw> draws) {
    for (int i = 0; i < draws.size(); i++) {
      Draw draw = draws.get(i);
      if (i > 0) {
        bytes.ascii(',');
      }
      bytes.ascii(draw.bucket());
      bytes.ascii(' ');
      bytes.ascii(draw.source().text());
      bytes.ascii(' ');
      bytes.number(draw.amount());
    }
  }

  private void quoted(@Nullable String text) {
    if (text != null) {
      bytes.text(Metadata.quote(text));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A growing buffer of UTF-8 text. */
  private static final class Bytes {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] array = new byte[1024];
    private int length;
    private long day = Long.MIN_VALUE;
    private String date = "";

    byte[] array() {
      return array;
    }

    int length() {
      return length;
    }

    void clear() {
      length = 0;
    }

    void line() {
      ascii('\n');
    }

    void ascii(char c) {
      room(1);
      array[length++] = (byte) c;
    }

    void ascii(String text) {
      int count = text.length();
      room(count);
      byte[] to = array;
      int at = length;
      for (int i = 0; i < count; i++) {
        char c = text.charAt(i);
        if (c > 0x7f) {
          text(text);
          return;
        }
        to[at + i] = (byte) c;
      }
      length = at + count;
    }

    void text(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      room(utf8.length);
      System.arraycopy(utf8, 0, array, length, utf8.length);
      length += utf8.length;
    }

    void number(long value) {
      if (value == Long.MIN_VALUE) {
        ascii(Long.toString(value));
        return;
      }
      room(20);
      if (value < 0) {
        array[length++] = '-';
      }
      long left = Math.abs(value);
      int digits = 1;
      for (long over = 10; digits < 19 && left >= over; over *= 10) {
        digits++;
      }
      for (int i = length + digits - 1; i >= length; i--) {
        array[i] = (byte) ('0' + left % 10);
        left /= 10;
      }
      length += digits;
    }

    /** As the endpoint shows it: 2026-11-21T09:30:00.000Z. */
    void instant(long time) {
      long newDay = Calendar.day(time);
      if (newDay != day) {
        day = newDay;
        date = Calendar.date(newDay);
      }
      ascii(date);
      int ms = (int) (time - Calendar.startOfDay(newDay));
      padded('T', ms / 3_600_000, 2);
      padded(':', ms / 60_000 % 60, 2);
      padded(':', ms / 1_000 % 60, 2);
      padded('.', ms % 1_000, 3);
      ascii('Z');
    }

    private void padded(char before, int value, int digits) {
      ascii(before);
      room(digits);
      int left = value;
      for (int i = length + digits - 1; i >= length; i--) {
        array[i] = (byte) ('0' + left % 10);
        left /= 10;
      }
      length += digits;
    }

    private void room(int more) {
      if (length + more > array.length) {
        array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
      }
    }

    static String hex(byte[] hash, int count) {
      byte[] text = new byte[count * 2];
      for (int i = 0; i < count; i++) {
        text[2 * i] = HEX[(hash[i] >> 4) & 0xf];
        text[2 * i + 1] = HEX[hash[i] & 0xf];
      }
      return new String(text, StandardCharsets.ISO_8859_1);
    }
  }
}
