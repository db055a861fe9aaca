package dev.weir.standalone.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.standalone.RunningWeir;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a running Weir. */
class ImportTest {
  private final String url = RunningWeir.shared().url().toString();
  private final String run = UUID.randomUUID().toString();
  private @TempDir Path folder;

  private String line(int user) {
    return "{\"userId\":\"legacy-%s-%d\",\"paid_seconds_remaining\":60,\"welcome_bonus_seconds\":30,"
            .formatted(run, user)
        + "\"daily_gift_used_today\":0}";
  }

  private String imported(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("legacy.jsonl"), text);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Import importing = new Import(new ImportClient(url, "dev-secret-123", "test"), print);
    importing.read(file);
    importing.end();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void importsInBatchesAndTheSecondTimeNothing() throws Exception {
    String all = IntStream.range(0, 520).mapToObj(this::line).collect(Collectors.joining("\n"));
    assertThat(imported(all)).isEqualTo("imported 520, imported before 0, refused 0\n");
    assertThat(imported(all)).isEqualTo("imported 0, imported before 520, refused 0\n");
  }

  @Test
  void namesEveryRefusedLineAndItsReason() throws Exception {
    String text =
        String.join(
            "\n", List.of(line(1), "", "{\"userId\":", line(2).replace("60", "-60"), line(3)));
    List<String> lines = imported(text).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("legacy.jsonl:3: refused: json_invalid");
    assertThat(lines.get(1)).contains("legacy.jsonl:4: legacy-").contains("paid_seconds_remaining");
    assertThat(lines.get(2)).isEqualTo("imported 2, imported before 0, refused 2");
  }

  @Test
  void aWrongSecretImportsNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("legacy.jsonl"), line(1));
    Import importing = new Import(new ImportClient(url, "wrong", "test"), System.out);
    importing.read(file);
    assertThatThrownBy(importing::end).hasMessageContaining("401");
  }
}
