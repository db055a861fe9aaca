package dev.weir.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code weir} by itself: in a repository that is built and whose path has a space, with
 * a JDK that says where it was called and with what, and as a server writes its welcome and sleeps.
 */
class ScriptTest {
  private static final String JAVA =
      """
      #!/bin/sh
      case $* in
        *dev.weir.standalone.Standalone*) ;;
        *) echo "in $(pwd)"; for each; do echo "<$each>"; done; exit 0 ;;
      esac
      echo welcome >"$WEIR_DATA/welcome.txt"
      while :; do sleep 0.1; done
      """;

  @TempDir Path folder;
  private Path home;
  private Path elsewhere;
  private Path data;

  private record Said(int code, String text) {}

  @BeforeEach
  void aBuiltRepository() throws IOException {
    home = folder.toRealPath().resolve("a repository");
    elsewhere = Files.createDirectories(home.resolveSibling("else where"));
    data = home.resolveSibling("the data");
    Path target = Files.createDirectories(home.resolve("standalone/target"));
    Path jdk = Files.createDirectories(home.resolveSibling("jdk/bin"));
    Files.copy(Path.of("..", "weir"), home.resolve("weir"));
    Files.writeString(home.resolve("pom.xml"), "");
    Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.from(Instant.EPOCH));
    Files.writeString(target.resolve("standalone-1.jar"), "");
    Files.writeString(target.resolve("standalone.aot"), "");
    Files.writeString(target.resolve("classpath"), "other.jar");
    Files.writeString(target.resolve("built"), "");
    Files.writeString(jdk.resolveSibling("release"), "JAVA_VERSION=\"25.0.3\"\n");
    for (String program : List.of("java", "javac")) {
      Path made = Files.writeString(jdk.resolve(program), JAVA);
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @AfterEach
  void nothingIsLeftRunning() throws Exception {
    weir("8080", "down");
  }

  @Test
  void helpNamesEveryCommand() throws Exception {
    Said said = weir("8080", "help");

    assertThat(said.code()).isZero();
    assertThat(said.text()).contains("  up [--detach]", "  replay-stripe ", "  import ");
  }

  @Test
  void anUnknownWordIsAnsweredWithTheUsage() throws Exception {
    Said said = weir("8080", "upp");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.text()).contains("usage: ./weir <command>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up --detached", "down now", "status all", "faults --only", "faults 7"})
  void unknownArgumentsAreRefused(String words) throws Exception {
    Said said = weir("8080", words.split(" "));

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text()).contains("usage: ./weir " + words.split(" ")[0]);
  }

  @Test
  void aToolRunsWhereItsCallerIsWithTheArgumentsAsTheyAre() throws Exception {
    Said said = weir("8080", "apply", "my tenant.json", "*");

    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text())
        .startsWith("in " + elsewhere + "\n")
        .contains("<-XX:AOTCache=" + home + "/standalone/target/standalone.aot>")
        .contains("<" + home + "/standalone/target/standalone-1.jar:other.jar>")
        .endsWith("<dev.weir.edge.Apply>\n<my tenant.json>\n<*>\n");
  }

  @Test
  void whatRunsIsToldOfUntilItIsStopped() throws Exception {
    assertThat(weir("1", "up", "--detach")).isEqualTo(new Said(0, "welcome\n"));
    assertThat(weir("1", "up", "--detach").text()).contains("already runs on " + data);

    Said status = weir("2", "status");
    assertThat(status.code()).isEqualTo(1);
    assertThat(status.text())
        .contains("http://127.0.0.1:1 (unreachable)", "Data        " + data)
        .containsPattern("pid \\d+");

    assertThat(weir("2", "down").text()).isEqualTo("Weir is stopped.\n");
    assertThat(weir("2", "status").text())
        .contains("http://127.0.0.1:2 (not running)")
        .doesNotContain("pid");
    assertThat(weir("2", "down").text()).isEqualTo("Weir was not running.\n");
  }

  private Said weir(String port, String... arguments) throws Exception {
    Path output = home.resolveSibling("output");
    ProcessBuilder builder =
        new ProcessBuilder("../a repository/weir").directory(elsewhere.toFile());
    builder.command().addAll(List.of(arguments));
    builder.environment().keySet().removeIf(name -> name.startsWith("WEIR_"));
    builder.environment().put("JAVA_HOME", home.resolveSibling("jdk").toString());
    builder.environment().put("WEIR_DATA", data.toString());
    builder.environment().put("WEIR_PORT", port);
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Said(process.waitFor(), Files.readString(output));
  }
}
