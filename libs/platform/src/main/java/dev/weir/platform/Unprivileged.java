package dev.weir.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * PostgreSQL refuses to run as root; in a container or on a CI machine, root is often all there is.
 */
final class Unprivileged {
  private static final String NOBODY = "65534";

  private Unprivileged() {}

  /** What to put before a command so that it does not run as root; nothing when we are not root. */
  static List<String> prefix(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StartupFailure("The folder " + folder + " cannot be written: " + e.getMessage(), e);
    }
    if (!isRoot()) {
      return List.of();
    }
    // In a user namespace of its own the process is nobody, and its files still belong to us.
    return succeeds("unshare", "-U", "true") ? List.of("unshare", "-U") : becomeNobody(folder);
  }

  private static List<String> becomeNobody(Path folder) {
    own(folder);
    return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  }

  /** Hands a folder to the id that the command will run as. */
  static void own(Path folder) {
    if (isRoot() && !succeeds("unshare", "-U", "true")) {
      succeeds("chown", "-R", NOBODY + ":" + NOBODY, folder.toString());
    }
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
