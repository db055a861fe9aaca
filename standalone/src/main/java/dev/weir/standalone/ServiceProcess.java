package dev.weir.standalone;

import dev.weir.platform.StartupFailure;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running {@link Service}: a JVM with the class path that its own module has. */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(ANSWER).version(HttpClient.Version.HTTP_1_1).build();

  private final Service service;
  private final Process process;

  private ServiceProcess(Service service, Process process) {
    this.service = service;
    this.process = process;
  }

  /**
   * Starts it and returns at once; what it says goes to a file beside its folder.
   *
   * @param flags for its JVM, beside our own
   */
  public static ServiceProcess start(Service service, List<String> flags) {
    Path data = Path.of(service.environment().getOrDefault("WEIR_DATA", service.name()));
    List<String> command = new ArrayList<>();
    // A session of its own: Ctrl-C at the terminal reaches us alone, and we stop the others.
    command.add("setsid");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            mark(data),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(flags);
    command.add(service.mainClass());
    try {
      Files.createDirectories(data);
      File log = data.resolveSibling(service.name() + ".log").toFile();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
      builder.environment().putAll(service.environment());
      // Of a command line above 4 KiB Java tells no arguments, and we would not know it again.
      builder.environment().put("CLASSPATH", classPath(service.module()));
      return new ServiceProcess(service, builder.start());
    } catch (IOException e) {
      throw new StartupFailure(service.name() + " cannot be run: " + e.getMessage(), e);
    }
  }

  /** One argument by which a process is known as ours after we died without stopping it. */
  private static String mark(Path data) {
    return "-Dweir.service=" + data;
  }

  /** Ends what a run that was killed has left behind of the services in a folder. */
  static void stopLeftOvers(Path folder) {
    String below = mark(folder) + "/";
    ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().arguments().stream()
                    .flatMap(Stream::of)
                    .anyMatch(argument -> argument.startsWith(below)))
        .forEach(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
  }

  /** What the build says that the module needs; never more, so that its parts stay apart. */
  private static String classPath(String module) {
    Path target = home().resolve(module).resolve("target");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, module + "-*.jar")) {
      Path jar = jars.iterator().next();
      return jar + File.pathSeparator + Files.readString(target.resolve("classpath")).strip();
    } catch (IOException | java.util.NoSuchElementException e) {
      throw new StartupFailure(
          "The service " + module + " is not built: " + target + " has no jar and class path.", e);
    }
  }

  private static Path home() {
    try {
      Path ours =
          Path.of(ServiceProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return ours.resolve("../../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The class path has an entry that is not a path.", e);
    }
  }

  public Service service() {
    return service;
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Whether {@code GET /health} answers 200. */
  public boolean healthy() {
    return !health().isEmpty();
  }

  /** What it says of its parts; empty while it is not well. */
  String health() {
    HttpRequest health =
        HttpRequest.newBuilder(URI.create(service.url() + "/health")).timeout(ANSWER).build();
    try {
      HttpResponse<String> answer = HTTP.send(health, BodyHandlers.ofString());
      return answer.statusCode() == 200 ? answer.body() : "";
    } catch (IOException notYet) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupFailure("Interrupted while waiting for " + service.name() + ".", e);
    }
  }

  /** Sends a signal by its name: STOP, CONT, TERM, KILL. */
  public void signal(String name) {
    try {
      int failed =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (failed != 0 && process.isAlive()) {
        throw new IOException("kill -" + name + " ended with " + failed);
      }
    } catch (IOException e) {
      throw new StartupFailure(service.name() + " cannot be signalled: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for its end; false if it still lives then. */
  public boolean awaitEnd(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What it ended with; it must have ended. */
  public int exitValue() {
    return process.exitValue();
  }

  /** As a power switch would. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Lets it end what it is doing, for a while. */
  @Override
  public void close() {
    process.destroy();
    if (!awaitEnd(STOP_LIMIT)) {
      kill();
    }
  }
}
