package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.Processes;
import dev.dream.process.VirtualTime;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Children whose init does not come back. Time is moved by the tests. */
class InitTimeoutTest {

  /** Holds what a test and its context share. */
  static final class Seam {
    final CompletableFuture<Dream> dream = new CompletableFuture<>();
    final CountDownLatch inInit = new CountDownLatch(1);
  }

  /** Waits in its init for what does not come. */
  static final class Patient implements GenServer<Integer, Call<Patient, Integer>, Cast<Patient>> {

    private final Seam seam;

    Patient(Seam seam) {
      this.seam = seam;
    }

    @Override
    public InitResult<Integer> init() {
      seam.inInit.countDown();
      waitForTheWarehouse();
      return ok(0);
    }

    private static void waitForTheWarehouse() {
      Processes.receive("the warehouse"::equals);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Frozen {

    @Bean
    DreamOptionsCustomizer frozen() {
      return options -> options.virtualTime(true);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Child {

    @Bean
    ChildSpec<Patient> warehouse(Seam seam, Dream dream) {
      seam.dream.complete(dream);
      return ChildSpec.worker("stock", () -> new Patient(seam)).initTimeout(Duration.ofSeconds(5));
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Grandchild {

    @Bean
    SupervisorSpec warehouses(Seam seam, Dream dream) {
      seam.dream.complete(dream);
      return SupervisorSpec.oneForOne(ChildSpec.worker("stock", () -> new Patient(seam)));
    }
  }

  private final Seam seam = new Seam();
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class))
          .withUserConfiguration(Frozen.class)
          .withBean(Seam.class, () -> seam);

  /** Starts the context on another thread and lets time pass once the child is in its init. */
  private FailureAnalysis failure(ApplicationContextRunner context, Duration limit)
      throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread starter =
        Thread.ofPlatform().start(() -> context.run(started -> complete(failure, started)));
    VirtualTime time = seam.dream.get().node().virtualTime().orElseThrow();
    seam.inInit.await();
    time.advance(limit.minusNanos(1));
    assertThat(failure).isNotDone();
    time.advance(Duration.ofNanos(1));
    starter.join();
    FailureAnalysis analysis = new ChildStartFailureAnalyzer().analyze(failure.get());
    assertThat(analysis).isNotNull();
    return analysis;
  }

  private static void complete(
      CompletableFuture<Throwable> failure, AssertableApplicationContext started) {
    failure.complete(started.getStartupFailure());
  }

  @Test
  void failTheStartByNameLimitAndStack() throws Exception {
    FailureAnalysis failure =
        failure(runner.withUserConfiguration(Child.class), Duration.ofSeconds(5));

    assertThat(failure.getDescription())
        .contains(
            "The init of the child 'stock' of the root supervisor, specified by the bean"
                + " 'warehouse', did not come back within 5 s, and was killed. It stood here:")
        .containsPattern("at .*Patient.waitForTheWarehouse");
    assertThat(failure.getAction()).startsWith("Set 'dream.children.stock.init-timeout' to");
  }

  @Test
  void areLimitedByConfigurationAtAnyDepth() throws Exception {
    FailureAnalysis failure =
        failure(
            runner
                .withUserConfiguration(Grandchild.class)
                .withPropertyValues("dream.children.warehouses.children.stock.init-timeout=3s"),
            Duration.ofSeconds(3));

    assertThat(failure.getDescription())
        .contains("The init of the child 'stock' of 'warehouses', specified by the bean")
        .contains("within 3 s")
        .containsPattern("at .*Patient.waitForTheWarehouse");
    assertThat(failure.getAction())
        .startsWith("Set 'dream.children.warehouses.children.stock.init-timeout' to");
  }
}
