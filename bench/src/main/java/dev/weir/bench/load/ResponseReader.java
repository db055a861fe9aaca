package dev.weir.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collects bytes until an HTTP/1.1 answer is whole: by Content-Length, or by chunks. It shares the
 * processors with the server that it measures, so it copies each byte once and makes no objects.
 */
final class ResponseReader {
  private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
  private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
  private static final byte[] CONTENT_LENGTH = ascii("\ncontent-length:");
  private static final int IN_CHUNKS = -1;

  private byte[] bytes = new byte[2048];
  private int length;
  private int searched;
  private int bodyStart;
  private int bodyLength;
  private boolean whole;

  /** The status of the answer once it is whole, 0 before. */
  int take(ByteBuffer more) throws IOException {
    if (whole) {
      length = searched = bodyStart = 0;
      whole = false;
    }
    append(more);
    if (bodyStart == 0 && !findBody()) {
      return 0;
    }
    whole = bodyLength == IN_CHUNKS ? endsWithLastChunk() : length >= bodyStart + bodyLength;
    return whole ? status() : 0;
  }

  /** Of the last answer that was whole, until the next one begins. */
  String body() {
    return new String(bytes, bodyStart, length - bodyStart, StandardCharsets.UTF_8);
  }

  private void append(ByteBuffer more) {
    int n = more.remaining();
    if (length + n > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + n, bytes.length * 2));
    }
    more.get(bytes, length, n);
    length += n;
  }

  private boolean findBody() throws IOException {
    int end = indexOf(END_OF_HEAD, Math.max(0, searched - END_OF_HEAD.length), length);
    searched = length;
    if (end < 0) {
      return false;
    }
    bodyStart = end + END_OF_HEAD.length;
    bodyLength = bodyLength(end);
    return true;
  }

  private int bodyLength(int headEnd) throws IOException {
    int at = indexOf(CONTENT_LENGTH, 0, headEnd);
    if (at < 0) {
      return status() == 204 || status() == 304 ? 0 : IN_CHUNKS;
    }
    int value = 0;
    for (int i = at + CONTENT_LENGTH.length; i < headEnd && bytes[i] != '\r'; i++) {
      if (bytes[i] != ' ') {
        value = value * 10 + digit(i);
      }
    }
    return value;
  }

  private int status() throws IOException {
    return digit(9) * 100 + digit(10) * 10 + digit(11);
  }

  private int digit(int at) throws IOException {
    int digit = bytes[at] - '0';
    if (digit < 0 || digit > 9) {
      throw new IOException("this is no HTTP/1.1 answer");
    }
    return digit;
  }

  private boolean endsWithLastChunk() {
    int from = length - LAST_CHUNK.length;
    return from >= bodyStart
        && Arrays.equals(bytes, from, length, LAST_CHUNK, 0, LAST_CHUNK.length);
  }

  /** Letters of what is looked for are in lower case. */
  private int indexOf(byte[] what, int from, int to) {
    for (int i = from; i <= to - what.length; i++) {
      int n = 0;
      while (n < what.length && lower(bytes[i + n]) == what[n]) {
        n++;
      }
      if (n == what.length) {
        return i;
      }
    }
    return -1;
  }

  private static byte lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
