package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.application.Application;
import dev.dream.application.ApplicationType;
import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a user sees when an application does not start: by the analyzers that Boot finds itself. */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTest {

  private static void failToStart(Class<?> configuration, String... arguments) {
    SpringApplication application = new SpringApplication(configuration);
    application.setWebApplicationType(WebApplicationType.NONE);
    try (var context = application.run(arguments)) {
      throw new AssertionError("started: " + context);
    } catch (RuntimeException failed) {
      assertThat(failed).isNotNull();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  static class SameId {

    @Bean
    ChildSpec<Counter> left() {
      return ChildSpec.worker("counter", Counter::new);
    }

    @Bean
    ChildSpec<Counter> right() {
      return ChildSpec.worker("counter", Counter::new);
    }
  }

  @Test
  void twoChildrenWithTheSameId(CapturedOutput output) {
    failToStart(SameId.class);
    assertThat(output)
        .contains(
            "The beans 'left' and 'right' both specify a child of the root supervisor with the id"
                + " 'counter'.")
        .contains("Give one of the two another id, or none: it is the bean's name then.");
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  static class SameName {

    @Bean
    ChildSpec<Counter> left() {
      return ChildSpec.worker(Counter::new).name("counter");
    }

    @Bean
    ChildSpec<Counter> right() {
      return ChildSpec.worker(Counter::new).name("counter");
    }
  }

  @Test
  void twoChildrenWithTheSameName(CapturedOutput output) {
    failToStart(SameName.class);
    assertThat(output).contains("with the registered name 'counter'.");
  }

  /** A server that cannot start. */
  static final class Broken implements GenServer<Integer, Call<Broken, Integer>, Cast<Broken>> {

    @Override
    public InitResult<Integer> init() {
      throw new IllegalStateException("no connection to the warehouse");
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  static class InitFails {

    @Bean
    ChildSpec<Broken> warehouse() {
      return ChildSpec.worker("stock", Broken::new);
    }
  }

  @Test
  void aChildThatDoesNotStart(CapturedOutput output) {
    failToStart(InitFails.class);
    assertThat(output)
        .contains(
            "The child 'stock' of the root supervisor, specified by the bean 'warehouse', did not"
                + " start:")
        .contains("    java.lang.IllegalStateException: no connection to the warehouse")
        .contains("Correct what the child's constructor and init do");
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  static class NestedInitFails {

    @Bean
    SupervisorSpec warehouses() {
      return SupervisorSpec.oneForOne(ChildSpec.worker("stock", Broken::new));
    }
  }

  @Test
  void aChildOfASupervisorThatDoesNotStart(CapturedOutput output) {
    failToStart(NestedInitFails.class);
    assertThat(output)
        .contains("The child 'warehouses' of the root supervisor")
        .contains("failed to start child \"stock\": java.lang.IllegalStateException");
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  static class Cycle {

    @Bean
    Application chicken() {
      return Application.of(
          "chicken", ApplicationType.TEMPORARY, SupervisorSpec.oneForOne(), "egg");
    }

    @Bean
    Application egg() {
      return Application.of(
          "egg", ApplicationType.TEMPORARY, SupervisorSpec.oneForOne(), "chicken");
    }
  }

  @Test
  void applicationsThatNeedEachOther(CapturedOutput output) {
    failToStart(Cycle.class);
    assertThat(output)
        .contains("applications depend on each other: chicken -> egg -> chicken")
        .contains("Correct the names and dependencies of the Application beans.");
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  static class Missing {

    @Bean
    Application chicken() {
      return Application.of(
          "chicken", ApplicationType.TEMPORARY, SupervisorSpec.oneForOne(), "egg");
    }
  }

  @Test
  void anApplicationThatIsNotThere(CapturedOutput output) {
    failToStart(Missing.class);
    assertThat(output).contains("application \"chicken\" needs \"egg\", which is not there");
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  static class Empty {}

  @Test
  void anImpossibleProperty(CapturedOutput output) {
    failToStart(Empty.class, "--dream.call-timeout=-1s");
    assertThat(output).contains("dream.call-timeout").contains("it must be positive");
  }
}
