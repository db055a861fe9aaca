package dev.weir.streams.decide;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.accounting.AccountKey;
import dev.weir.accounting.Mode;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A key of the due index: the clock that the account lives by, the instant at which something of it
 * is to be written, and the account. Byte order is therefore: by clock, then by time. All live
 * accounts share the wall clock; the test accounts of each tenant have their own.
 *
 * <p>Layout: clock in UTF-8, a zero byte, eight bytes of time (big-endian), account in UTF-8.
 */
record DueKey(String clock, long due, String account) {

  private static final String LIVE = "live";
  private static final String TEST = "test/";
  private static final byte[] BEFORE_ALL = {1};
  private static final byte[] AFTER_ALL = {(byte) 0xff};

  static DueKey of(AccountKey account, long due) {
    String clock = account.mode() == Mode.LIVE ? LIVE : TEST + account.tenant();
    return new DueKey(clock, due, account.text());
  }

  static DueKey parse(byte[] key) {
    int end = 0;
    while (key[end] != 0) {
      end++;
    }
    int account = end + 1 + Long.BYTES;
    return new DueKey(
        new String(key, 0, end, UTF_8),
        ByteBuffer.wrap(key, end + 1, Long.BYTES).getLong(),
        new String(key, account, key.length - account, UTF_8));
  }

  byte[] bytes() {
    return bytes(clock, due, account);
  }

  /** The tenant whose test clock this is, or an empty text for the wall clock. */
  static String tenantOf(String clock) {
    return clock.startsWith(TEST) ? clock.substring(TEST.length()) : "";
  }

  /** The first key that any account of this clock could have. */
  static byte[] begin(String clock) {
    return bytes(clock, 0, "");
  }

  /** The key behind everything of this clock that is due at the given instant or before. */
  static byte[] behind(String clock, long now) {
    return bytes(clock, now + 1, "");
  }

  /** The key behind everything of this clock. */
  static byte[] behind(String clock) {
    byte[] prefix = clock.getBytes(UTF_8);
    byte[] key = Arrays.copyOf(prefix, prefix.length + 1);
    key[prefix.length] = 1;
    return key;
  }

  static byte[] beforeAll() {
    return BEFORE_ALL.clone();
  }

  static byte[] afterAll() {
    return AFTER_ALL.clone();
  }

  private static byte[] bytes(String clock, long due, String account) {
    byte[] prefix = clock.getBytes(UTF_8);
    byte[] suffix = account.getBytes(UTF_8);
    return ByteBuffer.allocate(prefix.length + 1 + Long.BYTES + suffix.length)
        .put(prefix)
        .put((byte) 0)
        .putLong(due)
        .put(suffix)
        .array();
  }
}
