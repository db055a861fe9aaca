package dev.weir.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
  private static final String ANSWER = "HTTP/1.1 200 \r\nContent-Length: 5\r\nX: y\r\n\r\nhello";
  private static final String CHUNKED =
      "HTTP/1.1 402 \r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";

  private final ResponseReader reader = new ResponseReader();

  @Test
  void knowsAnAnswerThatComesAtOnce() throws IOException {
    assertThat(take(ANSWER)).isEqualTo(200);
    assertThat(reader.body()).isEqualTo("hello");
  }

  @Test
  void knowsAnAnswerThatComesByteByByteAndTheOneAfterIt() throws IOException {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < ANSWER.length() - 1; i++) {
        assertThat(take(ANSWER.substring(i, i + 1))).isZero();
      }
      assertThat(take("o")).isEqualTo(200);
    }
  }

  @Test
  void knowsTheLastChunk() throws IOException {
    int half = CHUNKED.length() / 2;
    assertThat(take(CHUNKED.substring(0, half))).isZero();
    assertThat(take(CHUNKED.substring(half))).isEqualTo(402);
  }

  @Test
  void readsABodyThatIsLargerThanItsFirstBuffer() throws IOException {
    String body = "x".repeat(50_000);
    assertThat(take("HTTP/1.1 202 \r\ncontent-length: 50000\r\n\r\n")).isZero();
    assertThat(take(body)).isEqualTo(202);
    assertThat(reader.body()).isEqualTo(body);
  }

  @Test
  void expectsNoBodyWhereThereCannotBeOne() throws IOException {
    assertThat(take("HTTP/1.1 304 \r\nETag: x\r\n\r\n")).isEqualTo(304);
  }

  @Test
  void refusesWhatIsNotHttp() {
    assertThatThrownBy(() -> take("SSH-2.0-OpenSSH\r\n\r\n")).isInstanceOf(IOException.class);
  }

  private int take(String text) throws IOException {
    return reader.take(ByteBuffer.wrap(text.getBytes(US_ASCII)));
  }
}
