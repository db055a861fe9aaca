package dev.weir.sink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses sink =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.weir.sink");

  /** What is exactly once hangs on every statement: they all stand in one place. */
  @Test
  void onlyTheStoreSpeaksToTheDatabase() {
    // javax.sql.DataSource is passed through where the parts are put together.
    onlyIn("dev.weir.sink.store..", "java.sql..", "org.postgresql..");
  }

  /** An uncommitted view is one careless query away: stores are read in one place. */
  @Test
  void onlyTheViewsKnowKafkaStreams() {
    onlyIn("dev.weir.sink.view..", "org.apache.kafka.streams..", "org.rocksdb..");
  }

  @Test
  void onlyTheHopGoesOverTheNetworkByItself() {
    onlyIn("dev.weir.sink.hop..", "java.net.http..");
  }

  @Test
  void thePackagesDoNotDependOnEachOtherInCircles() {
    slices().matching("dev.weir.sink.(*)..").should().beFreeOfCycles().check(sink);
  }

  private void onlyIn(String home, String... foreign) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(foreign)
        .check(sink);
  }
}
