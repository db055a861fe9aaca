package dev.weir.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** What the wire may know. */
class ArchitectureTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.weir.schemas");

  /** All services stand on it, so it can stand on none of them, nor on what they are made with. */
  @Test
  void theWireKnowsTheRulesAndNoService() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.weir.edge..",
            "dev.weir.platform..",
            "dev.weir.streams..",
            "dev.weir.ingest..",
            "dev.weir.sink..",
            "dev.weir.standalone..",
            "org.springframework..",
            "org.apache.kafka.streams..",
            "io.confluent..",
            "java.sql..")
        .check(classes);
  }

  /** Bytes must be readable without knowing what an account is. */
  @Test
  void theSerdeKnowsNothingOfTheRules() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.weir.schemas.serde", "dev.weir.schemas.registry")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.weir.accounting..", "dev.weir.schemas.codec..")
        .check(classes);
  }
}
