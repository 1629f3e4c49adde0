package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.spring.boot.Counter;
import dev.dream.spring.boot.Prices;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import dev.dream.spring.boot.autoconfigure.DreamLifecycle;
import dev.dream.supervisor.ChildSpec;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class DreamHealthIndicatorTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(SmallTree.class)
          .withConfiguration(
              AutoConfigurations.of(
                  DreamAutoConfiguration.class, DreamHealthAutoConfiguration.class));

  private static Health health(ApplicationContext context) {
    return context.getBean(DreamHealthIndicator.class).health();
  }

  @Test
  void isUpWhileTheRootRuns() {
    runner.run(
        context -> {
          assertThat(health(context).getStatus()).isEqualTo(Status.UP);
          assertThat(health(context).getDetails())
              .containsEntry("state", "running")
              .containsEntry("processes", context.getBean(Dream.class).processes().size())
              .containsEntry("applications", 2L)
              .containsEntry("restarts", 0L);
        });
  }

  @Test
  void isUpWhenAChildWasRestarted() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          ServerRef<Counter> counter = dream.ref("counter");
          counter.cast(new Counter.Crash());
          Awaitility.await().until(() -> health(context).getDetails().get("restarts").equals(1L));
          assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
  }

  @Test
  void isOutOfServiceWhileStopped() {
    runner.run(
        context -> {
          context.getSourceApplicationContext().stop();
          assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
          assertThat(health(context).getDetails()).containsEntry("state", "stopped");
          context.getSourceApplicationContext().start();
          assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
  }

  @Test
  void saysWhoIsNotReady() {
    runner
        .withBean("prices", ChildSpec.class, () -> ChildSpec.worker(Prices::new))
        .withPropertyValues("dream.children.prices.required-for-readiness=true")
        .run(
            context -> {
              assertThat(health(context).getStatus()).isEqualTo(Status.UP);
              assertThat(health(context).getDetails())
                  .containsEntry("notReady", List.of("dream.children.prices"));

              context.getBean(Dream.class).send("prices", new Prices.Loaded(7));

              Awaitility.await().until(() -> !health(context).getDetails().containsKey("notReady"));
            });
  }

  @Test
  void isDownOnceTheRootHasGivenUp() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          dream.exit(dream.whereis("application.supervisor").orElseThrow(), ExitReason.KILL);
          Awaitility.await()
              .until(
                  () ->
                      context.getBean(DreamLifecycle.class).state()
                          == DreamLifecycle.State.GAVE_UP);
          assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
          assertThat(health(context).getDetails())
              .containsEntry("reason", "application \"application\" ended: killed");
        });
  }

  @Test
  void isUpWhenOnlyATemporaryApplicationHasEnded() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          dream.exit(dream.whereis("library.supervisor").orElseThrow(), ExitReason.KILL);
          Awaitility.await()
              .until(() -> health(context).getDetails().get("applications").equals(1L));
          assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
  }

  @Test
  void canBeSwitchedOff() {
    runner
        .withPropertyValues("management.health.dream.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(DreamHealthIndicator.class));
  }

  @Test
  void isNotThereWithoutSpringBootsHealth() {
    runner
        .withClassLoader(new FilteredClassLoader(ConditionalOnEnabledHealthIndicator.class))
        .run(
            context ->
                assertThat(context).hasNotFailed().doesNotHaveBean("dreamHealthContributor"));
  }
}
