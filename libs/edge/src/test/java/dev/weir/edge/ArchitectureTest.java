package dev.weir.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses edge =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.weir.edge");

  @Test
  void knowsNoService() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.weir.ingest..", "dev.weir.sink..", "dev.weir.streams..", "dev.weir.standalone..")
        .check(edge);
  }

  @Test
  void decidesWhoIsCallingWithoutAFramework() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.weir.edge.auth..", "dev.weir.edge.json..", "dev.weir.edge.problem..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "jakarta..")
        .check(edge);
  }

  @Test
  void itsPackagesHaveNoCircles() {
    slices().matching("dev.weir.edge.(*)..").should().beFreeOfCycles().check(edge);
  }
}
