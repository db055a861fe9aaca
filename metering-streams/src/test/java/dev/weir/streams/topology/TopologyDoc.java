package dev.weir.streams.topology;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/** A topology in words and as a diagram. */
final class TopologyDoc {

  private TopologyDoc() {}

  static String of(TopologyDescription description) {
    StringBuilder doc = new StringBuilder();
    doc.append("# The topology\n\n");
    doc.append("Printed from the code by `TopologyDocTest`; do not edit. What each part is for ");
    doc.append("stands at `MeteringTopology`.\n");
    for (Subtopology part : description.subtopologies()) {
      doc.append("\n## Part ").append(part.id()).append("\n\n```mermaid\nflowchart LR\n");
      part.nodes().stream().map(TopologyDoc::edges).sorted().forEach(doc::append);
      doc.append("```\n\n| node | is | reads, keeps or writes |\n|---|---|---|\n");
      part.nodes().stream().map(TopologyDoc::row).sorted().forEach(doc::append);
    }
    return doc.toString();
  }

  private static String edges(Node node) {
    return switch (node) {
      case Source source ->
          source.topicSet().stream()
                  .sorted()
                  .map(topic -> "  %s[(%s)] --> %s%n".formatted(topic, topic, source.name()))
                  .collect(Collectors.joining())
              + successors(source);
      case Processor processor ->
          processor.stores().stream()
                  .sorted()
                  .map(store -> "  %s --- %s[/%s/]%n".formatted(processor.name(), store, store))
                  .collect(Collectors.joining())
              + successors(processor);
      case Sink sink -> "  %s --> %s[(%s)]%n".formatted(sink.name(), sink.topic(), sink.topic());
      default -> throw new IllegalStateException(node.toString());
    };
  }

  private static String successors(Node node) {
    return node.successors().stream()
        .map(Node::name)
        .sorted()
        .map(next -> "  %s --> %s%n".formatted(node.name(), next))
        .collect(Collectors.joining());
  }

  private static String row(Node node) {
    return switch (node) {
      case Source source -> row(source.name(), "source", source.topicSet());
      case Processor processor -> row(processor.name(), "processor", processor.stores());
      case Sink sink -> row(sink.name(), "sink", Set.of(sink.topic()));
      default -> throw new IllegalStateException(node.toString());
    };
  }

  private static String row(String name, String kind, Set<String> what) {
    return "| %s | %s | %s |%n".formatted(name, kind, String.join(", ", new TreeSet<>(what)));
  }
}
