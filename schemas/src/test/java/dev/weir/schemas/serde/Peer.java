package dev.weir.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Confluent's classes in another process: they are never on our class path. */
record Peer(Process process, Writer questions, BufferedReader answers) implements AutoCloseable {

  /** What begins a line of a process of ours. */
  static final String ANSWER = "> ";

  private static final Path FOLDER = Path.of("target", "confluent");
  private static final String JAR = FOLDER.resolve("confluent.jar").toString();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  static Peer start(String registryUrl) throws IOException {
    Process process =
        run(List.of(JAVA, "-Xmx256m", "-cp", JAR, "src/test/peer/Peer.java", registryUrl));
    return new Peer(process, process.outputWriter(UTF_8), process.inputReader(UTF_8));
  }

  /** Our own class in another process, with Confluent's classes behind ours. */
  static List<String> runInPlaceOfOurs(Class<?> main, String registryUrl) throws Exception {
    String classPath = System.getProperty("java.class.path") + File.pathSeparator + JAR;
    Process process = run(List.of(JAVA, "-Xmx256m", "-cp", classPath, main.getName(), registryUrl));
    List<String> lines = process.inputReader(UTF_8).lines().toList();
    process.waitFor();
    return lines.stream()
        .filter(line -> line.startsWith(ANSWER))
        .map(line -> line.substring(ANSWER.length()))
        .toList();
  }

  private static Process run(List<String> command) throws IOException {
    Files.createDirectories(FOLDER);
    return new ProcessBuilder(command)
        .redirectError(Redirect.to(FOLDER.resolve("peer.log").toFile()))
        .start();
  }

  String ask(String... words) throws IOException {
    questions.write(String.join("\t", words) + "\n");
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new AssertionError("No answer; " + FOLDER.resolve("peer.log") + " says why.");
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
