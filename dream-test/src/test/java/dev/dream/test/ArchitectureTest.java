package dev.dream.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private final JavaClasses kit = new ClassFileImporter().importPackages("dev.dream.test");

  @Test
  void nothingUsesWhatTheEngineDoesNotExport() {
    noClasses().should().dependOnClassesThat().resideInAPackage("dev.dream.runtime..").check(kit);
  }

  @Test
  void onlyTheExtensionNeedsJUnit() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(DreamExtension.class, ProcessTest.class, SettingsOfTest.class)
        .and(describe("are no tests", ArchitectureTest::isOfTheKit))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.junit..")
        .check(kit);
  }

  private static boolean isOfTheKit(JavaClass type) {
    return type.getSource().orElseThrow().getUri().getPath().contains("/classes/");
  }

  @Test
  void nothingPrintsToTheStandardStreams() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(kit);
  }

  @Test
  void nothingSleeps() {
    noClasses()
        .should()
        .callMethodWhere(
            describe(
                "sleeps",
                (JavaCall<?> call) ->
                    call.getTarget().getOwner().isEquivalentTo(Thread.class)
                        && call.getName().equals("sleep")))
        .check(kit);
  }
}
