package dev.weir.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What processes and their children use, as the kernel counts it. */
public final class Processes {
  /** The kernel counts processor time in hundredths of a second for everybody. */
  private static final double TICKS_PER_SECOND = 100;

  private final List<Long> pids;

  public Processes(List<Long> pids) {
    this.pids = pids;
  }

  public static Processes own() {
    return new Processes(List.of(ProcessHandle.current().pid()));
  }

  public boolean known() {
    return !pids.isEmpty();
  }

  public double cpuSeconds() {
    return withChildren().mapToDouble(Processes::cpuSeconds).sum();
  }

  /** Memory of their own, and their share of what they share with others. */
  public double mib() {
    return withChildren().mapToDouble(Processes::mib).sum();
  }

  private Stream<Long> withChildren() {
    return pids.stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .map(ProcessHandle::pid)
        .distinct();
  }

  List<Long> all() {
    return withChildren().toList();
  }

  static double cpuSeconds(long pid) {
    return cpuSeconds(read(pid, "stat"));
  }

  static double cpuSeconds(String stat) {
    // The name is in parentheses and may hold anything; the fields behind it are plain.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return fields.length < 15
        ? 0
        : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  private static double mib(long pid) {
    return read(pid, "smaps_rollup")
            .lines()
            .filter(line -> line.startsWith("Pss:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .sum()
        / 1024.0;
  }

  /** Nothing, where the process has ended in the meantime. */
  static String read(long pid, String name) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), name));
    } catch (IOException e) {
      return "";
    }
  }
}
