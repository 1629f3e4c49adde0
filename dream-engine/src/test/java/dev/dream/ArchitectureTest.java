package dev.dream;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Nested
  class Engine {

    private final JavaClasses engine =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.dream");

    @Test
    void packagesHaveNoCycles() {
      slices().assignedFrom(packages()).should().beFreeOfCycles().check(engine);
    }

    /** A new package needs a place here. */
    @Test
    void layersUseOnlyWhatStandsToTheirLeft() {
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .ensureAllClassesAreContainedInArchitecture()
          .layer("runtime")
          .definedBy("dev.dream.runtime..")
          .layer("inspect")
          .definedBy("dev.dream.inspect..")
          .layer("process")
          .definedBy("dev.dream.process..")
          .layer("genserver")
          .definedBy("dev.dream.genserver..")
          .layer("service")
          .definedBy("dev.dream.service..")
          .layer("supervisor")
          .definedBy("dev.dream.supervisor..")
          .layer("application")
          .definedBy("dev.dream.application..")
          .layer("front")
          .definedBy("dev.dream")
          // Side branches: none of the layers but the front needs them.
          .layer("servers")
          .definedBy(
              "dev.dream.registry..",
              "dev.dream.task..",
              "dev.dream.agent..",
              "dev.dream.statem..",
              "dev.dream.crashes..",
              "dev.dream.sys..")
          .layer("keyed")
          .definedBy("dev.dream.keyed..")
          .layer("message")
          .definedBy("dev.dream.message..")
          .whereLayer("runtime")
          .mayNotAccessAnyLayer()
          .whereLayer("inspect")
          .mayNotAccessAnyLayer()
          .whereLayer("process")
          .mayOnlyAccessLayers("runtime", "inspect", "message")
          .whereLayer("genserver")
          .mayOnlyAccessLayers("runtime", "inspect", "process", "message")
          .whereLayer("service")
          .mayOnlyAccessLayers("inspect", "process", "genserver")
          .whereLayer("supervisor")
          .mayOnlyAccessLayers("runtime", "inspect", "process", "genserver", "service", "message")
          .whereLayer("application")
          .mayOnlyAccessLayers(
              "runtime", "inspect", "process", "genserver", "supervisor", "message")
          .whereLayer("servers")
          .mayOnlyAccessLayers(
              "runtime", "inspect", "process", "genserver", "supervisor", "message")
          .whereLayer("keyed")
          .mayOnlyAccessLayers("process", "genserver", "service", "supervisor", "servers")
          .whereLayer("message")
          .mayOnlyAccessLayers("process")
          .check(engine);
    }

    @Test
    void onlyMessageJacksonKnowsJackson() {
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.dream.message.jackson..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..")
          .check(engine);
    }

    @Test
    void nothingKnowsSpring() {
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..")
          .check(engine);
    }

    @Test
    void nothingPrintsToTheStandardStreams() {
      NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(engine);
    }

    private static SliceAssignment packages() {
      return new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };
    }
  }

  @Nested
  class Tests {

    private final JavaClasses tests =
        new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("dev.dream");

    @Test
    void onlyTestsOfRealTimeSleep() {
      classes()
          .that(areNotMarked())
          .should(never(callMethodWhere(sleeps())))
          .because("a test waits for an event, or says why it cannot by @RealTime")
          .check(tests);
    }

    private static DescribedPredicate<JavaClass> areNotMarked() {
      return describe("are not marked @RealTime", type -> !isMarked(type));
    }

    private static boolean isMarked(JavaClass type) {
      Optional<JavaClass> enclosing = type.getEnclosingClass();
      return type.isAnnotatedWith(RealTime.class) || enclosing.map(Tests::isMarked).orElse(false);
    }

    private static DescribedPredicate<JavaCall<?>> sleeps() {
      var sleep = target(name("sleep"));
      var thread = target(owner(JavaClass.Predicates.equivalentTo(Thread.class)));
      var timeUnit = target(owner(JavaClass.Predicates.equivalentTo(TimeUnit.class)));
      return sleep.and(thread.or(timeUnit));
    }
  }
}
