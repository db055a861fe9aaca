package dev.weir.streams;

import dev.weir.streams.decide.Tally;
import dev.weir.streams.settings.KafkaSettings;
import dev.weir.streams.settings.StreamsSettings;
import dev.weir.streams.settings.TopicLayout;
import dev.weir.streams.topology.Parts.Observed;
import dev.weir.streams.topology.SubTopology;
import java.nio.file.Path;
import java.util.List;

/**
 * What the service is given before it starts.
 *
 * @param data the folder under which everything is kept
 * @param others what runs beside the deciding part
 */
record Surroundings(
    Config config, Path data, Tally tally, Observed observed, List<SubTopology> others) {

  /** The settings, by where they come from. */
  record Config(StreamsSettings streams, KafkaSettings kafka, TopicLayout topics) {}
}
