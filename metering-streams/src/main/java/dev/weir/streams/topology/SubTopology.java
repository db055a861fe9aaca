package dev.weir.streams.topology;

import java.util.Set;
import org.apache.kafka.streams.Topology;

/**
 * A part of the application that runs beside the deciding one and meets it in topics alone: it
 * names its own sources, processors, stores and sinks, and writes commands to the command log like
 * anyone else, within its own transaction.
 */
public interface SubTopology {

  /** Adds all nodes of this part. */
  void addTo(Topology topology);

  /**
   * The names of this part's stores: their changelogs are watched as those of the deciding part
   * are.
   */
  Set<String> stores();

  /** The topics that this part reads and writes. */
  Set<String> topics();
}
