package dev.weir.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Collects bytes until an HTTP/1.1 answer is whole: by Content-Length, or by chunks. */
final class ResponseReader {
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private byte[] lastBody = new byte[0];
  private int headEnd = -1;
  private int bodyLength = -1;

  int take(ByteBuffer more) throws IOException {
    bytes.write(more.array(), more.position(), more.remaining());
    byte[] all = bytes.toByteArray();
    if (headEnd < 0) {
      headEnd = indexOf(all, END_OF_HEAD);
      if (headEnd < 0) {
        return 0;
      }
      bodyLength = contentLength(new String(all, 0, headEnd, StandardCharsets.US_ASCII));
    }
    int bodyStart = headEnd + END_OF_HEAD.length;
    boolean whole =
        bodyLength >= 0 ? all.length >= bodyStart + bodyLength : endsWithLastChunk(all, bodyStart);
    return whole ? finish(all, bodyStart) : 0;
  }

  byte[] body() {
    return lastBody;
  }

  private int finish(byte[] all, int bodyStart) {
    int status = (all[9] - '0') * 100 + (all[10] - '0') * 10 + (all[11] - '0');
    lastBody = Arrays.copyOfRange(all, bodyStart, all.length);
    bytes.reset();
    headEnd = -1;
    return status;
  }

  private static int contentLength(String head) {
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring("content-length:".length()).trim());
      }
    }
    return head.contains(" 204 ") || head.contains(" 304 ") ? 0 : -1;
  }

  private static boolean endsWithLastChunk(byte[] all, int bodyStart) {
    byte[] last = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    return all.length >= bodyStart + last.length
        && Arrays.equals(all, all.length - last.length, all.length, last, 0, last.length);
  }

  private static int indexOf(byte[] all, byte[] what) {
    for (int i = 0; i <= all.length - what.length; i++) {
      if (Arrays.equals(all, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }
}
