package dev.weir.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the peers' own programs. */
final class Programs {
  /** Debian keeps the server's programs of each version in a folder of its own. */
  private static final Path POSTGRES_VERSIONS = Path.of("/usr/lib/postgresql");

  private Programs() {}

  static Path find(String name, String whatToInstall) throws Absent {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of),
            postgresFolders())
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new Absent(whatToInstall + " is not installed"));
  }

  private static Stream<Path> postgresFolders() {
    try (Stream<Path> versions = Files.list(POSTGRES_VERSIONS)) {
      return versions.map(version -> version.resolve("bin")).sorted().toList().reversed().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** What it printed; a failure has that in its message. */
  static String output(List<String> command) throws IOException, InterruptedException {
    return output(command, Optional.empty());
  }

  static String output(List<String> command, Optional<Path> input)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    input.ifPresent(file -> builder.redirectInput(file.toFile()));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command.getFirst() + " failed: " + said.strip());
    }
    return said;
  }

  static Process start(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return process;
  }

  /** PostgreSQL refuses to run as root, which is what a container often is. */
  static List<String> unprivileged(Path folder, String... command)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    if (Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      output(List.of("chown", "-R", "65534:65534", folder.toString()));
      all.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    all.addAll(List.of(command));
    return all;
  }

  static Path resource(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, resource(name));
    return file;
  }

  static String resource(String name) throws IOException {
    try (InputStream in = Programs.class.getResourceAsStream("/peers/" + name)) {
      if (in == null) {
        throw new IOException("the peers' " + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static void delete(Path folder) throws IOException {
    try {
      output(List.of("rm", "-rf", folder.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
