package dev.weir.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of {@code src/test/e2e}, by what may run beside them. */
final class Suite {
  static final Path FOLDER = Path.of("src/test/e2e");

  enum Kind {
    /** Money of today's clock. */
    LIVE,
    /** Test money: there is one clock for all of a tenant's, and some of them move it. */
    TEST,
    /**
     * They are the issuer of end users' tokens, at the one address that the example tenants name.
     */
    ISSUER,
    /** So many at once that others are turned away. */
    CROWD,
    /** What the original documents say, in their own words. */
    DOCUMENT
  }

  private static boolean installed;

  private Suite() {}

  static synchronized void install() throws Exception {
    if (!installed) {
      Outside.run(FOLDER, "npm", "ci", "--no-audit", "--no-fund");
      installed = true;
    }
  }

  /** The file runs its tests itself: node's own runner would start a second process for it. */
  static void run(String file) throws Exception {
    install();
    AwayFromMidnight.pass();
    Outside.run(FOLDER, "node", file);
  }

  static List<String> files(Kind kind) throws IOException {
    Path folder = kind == Kind.DOCUMENT ? FOLDER.resolve("documents") : FOLDER;
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().matches(".*[.]test[.](mjs|ts)"))
          .filter(file -> kind == Kind.DOCUMENT || kind == kind(file))
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static Kind kind(Path file) {
    if (file.endsWith("sockets.test.mjs")) {
      return Kind.CROWD;
    }
    String text = text(file);
    if (text.contains("listen(4011")) {
      return Kind.ISSUER;
    }
    return text.matches("(?s).*\\b(sheenTest|asTest|livemode( =|:) false)\\b.*")
        ? Kind.TEST
        : Kind.LIVE;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
