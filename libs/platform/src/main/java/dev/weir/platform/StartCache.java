package dev.weir.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JVM's ahead-of-time cache: what a rehearsal has loaded and linked, every later start finds
 * ready. Nothing depends on it but the time to start; a cache that does not fit is ignored.
 */
public final class StartCache {
  /** Set for the one run that writes the caches. */
  public static final String REHEARSAL = "weir.rehearsal";

  private StartCache() {}

  /** The flags for a child process that keeps its cache in the given file. */
  static List<String> flags(Path cache) {
    if (Boolean.getBoolean(REHEARSAL)) {
      return List.of("-XX:AOTCacheOutput=" + cache);
    }
    return Files.isReadable(cache)
        ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=error")
        : List.of();
  }
}
