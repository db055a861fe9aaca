package dev.weir.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What this module may know, and why. */
class ArchitectureTest {
  private final JavaClasses streams =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.weir.streams");

  /** Each service is started, stopped and moved alone: what they share is on the wire. */
  @Test
  void reachesTheOtherServicesThroughTopicsOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.weir.ingest..", "dev.weir.sink..", "dev.weir.edge..", "dev.weir.standalone..")
        .check(streams);
  }

  /** A store can be read uncommitted, and forwarded to halfway: that is kept in two places. */
  @Test
  void kafkaStreamsIsInTheTopologiesAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.weir.streams.topology..", "dev.weir.streams.stripe.flow..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka.streams..", "org.rocksdb..")
        .check(streams);
  }

  /** A replay in memory runs the same code, and no clock or framework gets a say in a decision. */
  @Test
  void decidesWithoutKafkaStreamsSpringOrAClock() {
    noClasses()
        .that()
        .resideInAPackage("dev.weir.streams.decide..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka.streams..",
            "org.apache.kafka.clients..",
            "org.springframework..",
            "java.time..",
            "java.util.random..",
            "java.util.concurrent..")
        .check(streams);
  }

  /** What Stripe means is worked out from its events as text: no client of Stripe's, no call. */
  @Test
  void stripesRulesAreRulesOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.weir.streams.stripe")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.stripe..", "org.apache.kafka..", "java.net..", "java.sql..")
        .check(streams);
  }

  /** A tool beside the service must not be able to change what the service decides. */
  @Test
  void theServiceDoesNotNeedItsTools() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.weir.streams.tool", "dev.weir.streams.replay")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.weir.streams.tool", "dev.weir.streams.replay")
        .check(streams);
  }

  /** What stands in a circle can only be understood all at once. */
  @Test
  void itsPackagesHaveNoCircles() {
    slices().matching("dev.weir.streams.(*)..").should().beFreeOfCycles().check(streams);
  }
}
