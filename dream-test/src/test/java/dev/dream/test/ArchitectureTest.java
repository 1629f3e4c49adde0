package dev.dream.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaCall;
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
