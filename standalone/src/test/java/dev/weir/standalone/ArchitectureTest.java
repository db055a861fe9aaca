package dev.weir.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses weir =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.weir");

  @Test
  void theServicesNeverImportEachOther() {
    isolated("dev.weir.ingest..", "dev.weir.sink..", "dev.weir.streams..");
    isolated("dev.weir.sink..", "dev.weir.ingest..", "dev.weir.streams..");
    isolated("dev.weir.streams..", "dev.weir.ingest..", "dev.weir.sink..", "dev.weir.edge..");
  }

  @Test
  void nothingDependsOnTheProcessThatRunsItAll() {
    isolated("dev.weir..", "dev.weir.standalone..");
  }

  private void isolated(String service, String... others) {
    noClasses()
        .that()
        .resideInAPackage(service)
        .and()
        .resideOutsideOfPackage("dev.weir.standalone..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .check(weir);
  }
}
