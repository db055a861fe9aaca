package dev.weir.accounting;

import static dev.weir.accounting.Scenario.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/ledger.md says is what the core does: a script that knows only the page agrees. */
class LedgerVerifierTest {

  private static final Path SCRIPT = Path.of("..", "docs", "verify_ledger.py");
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @TempDir private Path folder;

  @Test
  void R12_theHashChainCanBeRebuiltFromTheEndpointsAnswerAlone() throws Exception {
    List<LedgerEntry> ledger = story();
    int half = ledger.size() / 2;
    Path first = page("1.json", ledger.subList(0, half));
    Path second = page("2.json", ledger.subList(half, ledger.size()));
    assertThat(verify(first, second))
        .startsWith("valid: " + ledger.size() + " entries")
        .contains(ledger.getLast().hash());
    assertThat(verify(second)).startsWith("valid");
  }

  @Test
  void R12_aChangedARemovedAndAMovedEntryAreFound() throws Exception {
    List<LedgerEntry> ledger = story();
    String page = Files.readString(page("1.json", ledger));
    Path changed = folder.resolve("changed.json");
    Files.writeString(changed, page.replace("{\"a\":1.50", "{\"a\":1.5"));
    assertThat(verify(changed)).isEqualTo("not valid: entry 3 was changed");
    List<LedgerEntry> gap = new ArrayList<>(ledger);
    gap.remove(4);
    assertThat(verify(page("gap.json", gap))).isEqualTo("not valid: entry 6 is not the next");
  }

  @Test
  void theScriptIsShortAndUsesTheStandardLibraryAlone() throws IOException {
    assertThat(Files.readAllLines(SCRIPT)).hasSizeLessThanOrEqualTo(60);
    assertThat(Files.readAllLines(SCRIPT).stream().filter(line -> line.contains("import ")))
        .containsExactly(
            "import hashlib, json, sys, urllib.parse, urllib.request",
            "from decimal import Decimal");
  }

  private static List<LedgerEntry> story() {
    String metadata =
        "{\"a\":1.50,\"b\":{\"x\":[1e3,-0,true,null,\"\"],\"é\":\"ü€😀\"},"
            + "\"c\":\"\\\"\\\\\\n\\u0001\\u001f/\u007f\u2028\",\"\uffee\":1,\"😀\":2}";
    Note note = new Note("video \"ü\"\n", "because\t\\ of\u0002 ünïcödé", metadata);
    return Scenario.opensOnFirstTouch()
        .when("id:1|a@b", Verb.Charge.strict(1_500_001, note))
        .paid("p", 50, 30)
        .hold("h", 700)
        .after(Duration.ofDays(1))
        .clamp(5_000)
        .when(new Verb.Grant(Source.GIFT, s(5), 0, Note.because("sorry")))
        .revokeAll("p", "refund")
        .paid("q", 90, 3)
        .after(Duration.ofDays(4))
        .sweep()
        .ledger();
  }

  private String verify(Path... pages) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("python3", SCRIPT.toString());
    for (Path page : pages) {
      builder.command().add(page.toString());
    }
    Process process;
    try {
      process = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      Assumptions.abort("no python3 here");
      throw e;
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said.strip();
  }

  private Path page(String name, List<LedgerEntry> entries) throws IOException {
    String json =
        entries.stream()
            .map(LedgerVerifierTest::json)
            .collect(Collectors.joining(",\n", "{\"entries\":[", "],\"next\":null}"));
    return Files.writeString(folder.resolve(name), json);
  }

  /** As the endpoint shows it, with members in no particular order. */
  private static String json(LedgerEntry entry) {
    String draws =
        entry.draws().stream()
            .map(
                draw ->
                    "{\"amount\":%s,\"bucket\":\"%s\",\"source\":\"%s\"}"
                        .formatted(
                            Amounts.format(draw.amount()), draw.bucket(), draw.source().text()))
            .collect(Collectors.joining(",", "[", "]"));
    return "{\"hash\":\"%s\",\"prevHash\":\"%s\",\"seq\":%d,\"kind\":\"%s\",\"amount\":\"%s\""
            .formatted(
                entry.hash(),
                entry.prevHash(),
                entry.seq(),
                entry.kind().text(),
                Amounts.format(entry.amount()))
        + ",\"balanceAfter\":%s,\"draws\":%s,\"commandId\":\"%s\",\"at\":\"%s\"%s}"
            .formatted(
                Amounts.format(entry.balanceAfter()),
                draws,
                entry.commandId(),
                SHOWN.format(Instant.ofEpochMilli(entry.at())),
                note(entry.note()));
  }

  private static String note(Note note) {
    return member("operation", quoted(note.operation()))
        + member("reason", quoted(note.reason()))
        + member("metadata", note.metadata());
  }

  private static @Nullable String quoted(@Nullable String text) {
    return text == null ? null : Metadata.quote(text);
  }

  private static String member(String name, @Nullable String json) {
    return json == null ? "" : ",\"" + name + "\":" + json;
  }
}
