package dev.weir.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses ingest =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.weir.ingest");

  @Test
  void reachesTheOtherServicesThroughTopicsOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.weir.sink..", "dev.weir.streams..", "dev.weir.standalone..")
        .check(ingest);
  }

  @Test
  void endpointsKnowTheBusButNotKafka() {
    noClasses()
        .that()
        .resideInAPackage("dev.weir.ingest.api..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(ingest);
  }

  @Test
  void stripeIsInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.weir.ingest.stripe..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.stripe..")
        .check(ingest);
  }
}
