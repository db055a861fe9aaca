package dev.weir.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses classes = new ClassFileImporter().importPackages("dev.weir.platform");

  @Test
  void knowsNothingOfWeirSoThatEveryModuleMayTestAgainstIt() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.weir.accounting..",
            "dev.weir.schemas..",
            "dev.weir.edge..",
            "dev.weir.streams..",
            "dev.weir.ingest..",
            "dev.weir.sink..",
            "dev.weir.standalone..",
            "org.springframework..")
        .check(classes);
  }
}
