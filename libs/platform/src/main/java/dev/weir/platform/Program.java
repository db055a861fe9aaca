package dev.weir.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a child process is.
 *
 * @param name how it is called in sentences
 * @param mark the one argument by which a process of ours is recognised after we died without
 *     stopping it
 * @param stopSignal the signal it understands as "stop now, but cleanly"
 * @param log the file that takes what it prints
 */
record Program(
    String name,
    List<String> command,
    Map<String, String> environment,
    String mark,
    String stopSignal,
    Path log) {}
