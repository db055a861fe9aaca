package dev.weir.platform;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/** The programs that come as archives, unpacked once beside this module's classes. */
final class Unpacked {
  private static final String POSTGRES_ARCHIVE = "/postgres-linux-x86_64.txz";

  private Unpacked() {}

  /** The folder that holds PostgreSQL's {@code bin}, {@code lib} and {@code share}. */
  static Path postgres() {
    URL archive = Unpacked.class.getResource(POSTGRES_ARCHIVE);
    if (archive == null) {
      throw new StartupFailure(
          "PostgreSQL's binaries for this platform are not on the class path.");
    }
    // The jar's name carries the version, so a newer one is unpacked beside the older.
    String jar = archive.getPath().replaceFirst("!.*", "").replaceFirst(".*/", "");
    Path home = besideClasses().resolve(jar.replaceFirst("[.]jar$", ""));
    if (!Files.isDirectory(home)) {
      unpack(archive, home);
    }
    return home;
  }

  /** The folder of the registry's application; the build puts it there. */
  static Path registry() {
    Path home = besideClasses().resolve("registry");
    if (!Files.isRegularFile(home.resolve("quarkus-run.jar"))) {
      throw new StartupFailure(
          "The schema registry is not at " + home + "; build the platform module first.");
    }
    return home;
  }

  /** What the registry's own launcher would load, in its order. */
  static String registryClassPath() {
    Path home = registry();
    List<Path> jars = new ArrayList<>();
    jars.add(home.resolve("quarkus/transformed-bytecode.jar"));
    jars.add(home.resolve("quarkus/generated-bytecode.jar"));
    for (String folder : List.of("app", "lib/boot", "lib/main")) {
      try (Stream<Path> files = Files.list(home.resolve(folder))) {
        jars.addAll(files.sorted().toList());
      } catch (IOException e) {
        throw new StartupFailure("The schema registry at " + home + " is not complete.", e);
      }
    }
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Path besideClasses() {
    try {
      Path classes =
          Path.of(Unpacked.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolveSibling(".").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The class path has an entry that is not a path.", e);
    }
  }

  private static void unpack(URL archive, Path home) {
    try {
      Path partial = Files.createTempDirectory(home.getParent(), "unpacking");
      // A temporary folder is ours alone by default; whoever the server runs as must get in.
      Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
      Process tar =
          new ProcessBuilder("tar", "-x", "-C", partial.toString())
              .inheritIO()
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
      try (InputStream in = new XZInputStream(archive.openStream());
          OutputStream out = tar.getOutputStream()) {
        in.transferTo(out);
      }
      if (tar.waitFor() != 0) {
        throw new StartupFailure(
            "PostgreSQL's binaries cannot be unpacked into " + home.getParent() + ".");
      }
      Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(
          home)) { // else another process was faster, and its copy serves as well
        throw new StartupFailure("PostgreSQL's binaries cannot be unpacked: " + e.getMessage(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupFailure("Interrupted while unpacking.", e);
    }
  }
}
