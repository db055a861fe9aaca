package dev.weir.accounting;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.weir.accounting");

  /** The rules can be read, tested and replayed without knowing what carries them. */
  @Test
  void theRulesKnowNothingButJava() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.weir.accounting..",
            "java.lang..",
            "java.util..",
            "java.math..",
            "java.time..",
            "java.nio.charset..",
            "java.security..",
            "org.jspecify..")
        .check(MAIN);
  }

  /** Prices are looked up before a command is made: a decision never asks a price book (R15). */
  @Test
  void decisionsDoNotKnowPrices() {
    noClasses()
        .that()
        .resideInAPackage("dev.weir.accounting")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..pricing..")
        .check(MAIN);
  }

  /** Time comes with the command (R2). */
  @Test
  void nobodyLooksAtAClock() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(MAIN);
  }

  /** Amounts are exact. */
  @Test
  void nothingFloats() {
    noFields().should().haveRawType(double.class).orShould().haveRawType(float.class).check(MAIN);
  }
}
