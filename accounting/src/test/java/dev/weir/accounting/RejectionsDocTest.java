package dev.weir.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The list of rejections is part of the docs. {@code -Dweir.docs.write=true} writes it again. */
class RejectionsDocTest {

  private static final Path DOC = Path.of("..", "docs", "rejections.md");

  @Test
  void theDocsListEveryRejectionInPrecedenceOrder() throws IOException {
    String expected = page();
    if (Boolean.getBoolean("weir.docs.write")) {
      Files.writeString(DOC, expected);
    }
    assertThat(Files.readString(DOC)).isEqualTo(expected);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Rejections

            Why a command can be refused. The order is the precedence: of several reasons the first is
            told. A rejection writes nothing and is remembered as the answer to its id; after
            `account_too_large` alone the id stays free, for when the account holds less. The status
            is that of our own endpoints; the dialects map some to their own. Written by
            `RejectionsDocTest` from the one enum that the rules use.

            This is the order of the rules. A request is looked at before they are asked: a bad field is
            422 and named, with codes of [api.md](api.md) such as `field_invalid` or `metadata_invalid`.
            No command was made of such a request, so nothing is remembered for its id.

            | code | status | meaning |
            |---|---|---|
            """);
    for (Rejection rejection : Rejection.values()) {
      page.append("| `").append(rejection.code()).append("` | ");
      page.append(rejection.httpStatus()).append(" | ");
      page.append(rejection.sentence().replace("|", "\\|")).append(" |\n");
    }
    return page.toString();
  }
}
