package dev.weir.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Processor time by part of Weir, told apart by what its threads are called. */
public final class Parts {
  private static final String OTHER = "other";

  /** How threads' names begin, as the kernel knows them: cut after fifteen characters. */
  private static final Map<String, String> BY_THREAD = new LinkedHashMap<>();

  static {
    BY_THREAD.put("ForkJoinPool", "http");
    BY_THREAD.put("VirtualThread", "http");
    BY_THREAD.put("http-nio", "http");
    BY_THREAD.put("tomcat", "http");
    BY_THREAD.put("weir-streams", "deciding");
    BY_THREAD.put("weir-sink", "views");
    BY_THREAD.put("ledger-writer", "rows");
    BY_THREAD.put("kafka-producer", "producers");
    BY_THREAD.put("data-plane", "broker");
    BY_THREAD.put("kafka-", "broker");
    BY_THREAD.put("GC Thread", "garbage collection");
    BY_THREAD.put("G1 ", "garbage collection");
    BY_THREAD.put("C1 Compiler", "compiler");
    BY_THREAD.put("C2 Compiler", "compiler");
  }

  private Parts() {}

  public static Map<String, Double> cpuSeconds(Processes processes) {
    Map<String, Double> parts = new TreeMap<>();
    for (long pid : processes.all()) {
      switch (Processes.read(pid, "comm").strip()) {
        case "java" -> java(pid, parts);
        case "postgres" -> parts.merge("PostgreSQL", Processes.cpuSeconds(pid), Double::sum);
        default -> parts.merge(OTHER, Processes.cpuSeconds(pid), Double::sum);
      }
    }
    return parts;
  }

  /** What was used since then, in microseconds for each of so many events. */
  public static Map<String, Double> microsPerEvent(
      Map<String, Double> before, Map<String, Double> after, long events) {
    Map<String, Double> micros = new TreeMap<>();
    after.forEach(
        (part, seconds) ->
            micros.put(part, (seconds - before.getOrDefault(part, 0.0)) * 1e6 / events));
    return micros;
  }

  private static void java(long pid, Map<String, Double> parts) {
    boolean registry = Processes.read(pid, "cmdline").contains("-Dweir.registry=");
    for (String thread : threads(pid)) {
      String name = "task/" + thread;
      String part = registry ? "registry" : part(Processes.read(pid, name + "/comm").strip());
      parts.merge(part, Processes.cpuSeconds(Processes.read(pid, name + "/stat")), Double::sum);
    }
  }

  static String part(String thread) {
    return BY_THREAD.entrySet().stream()
        .filter(known -> thread.startsWith(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(OTHER);
  }

  private static List<String> threads(long pid) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return tasks.map(task -> task.getFileName().toString()).toList();
    } catch (IOException e) {
      // The process has ended in the meantime.
      return List.of();
    }
  }
}
