package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ExitCodeEvent;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class RootFailureTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DreamAutoConfiguration.class, ApplicationAvailabilityAutoConfiguration.class))
          .withUserConfiguration(Fragile.class);

  @Configuration(proxyBeanMethods = false)
  static class Fragile {

    final List<Integer> exitCodes = new CopyOnWriteArrayList<>();

    @Bean
    ChildSpec<Counter> counter() {
      return ChildSpec.worker(Counter::new);
    }

    @Bean
    ApplicationListener<ExitCodeEvent> exitCodes() {
      return event -> exitCodes.add(event.getExitCode());
    }
  }

  private static void crash(AssertableApplicationContext context) {
    AvailabilityChangeEvent.publish(context, LivenessState.CORRECT); // as SpringApplication does
    ServerRef<Counter> counter = context.getBean(Dream.class).ref("counter");
    counter.cast(new Counter.Crash());
  }

  @Test
  void breaksLivenessByDefault() {
    runner
        .withPropertyValues("dream.root.max-restarts=0")
        .run(
            context -> {
              DreamLifecycle lifecycle = context.getBean(DreamLifecycle.class);
              ApplicationAvailability availability = context.getBean(ApplicationAvailability.class);

              crash(context);

              Awaitility.await()
                  .until(() -> availability.getLivenessState() == LivenessState.BROKEN);
              assertThat(lifecycle.state()).isEqualTo(DreamLifecycle.State.GAVE_UP);
              assertThat(lifecycle.failure().orElseThrow())
                  .startsWith("application \"application\" ended: supervisor ")
                  .contains(" gives up: 1 restarts in 5 s, limit 0; last: child \"");
              assertThat(context.getSourceApplicationContext().isActive()).isTrue();
            });
  }

  @Test
  void isOverAfterAPause() {
    runner
        .withPropertyValues("dream.root.max-restarts=0")
        .run(
            context -> {
              DreamLifecycle lifecycle = context.getBean(DreamLifecycle.class);
              ApplicationAvailability availability = context.getBean(ApplicationAvailability.class);
              crash(context);
              Awaitility.await()
                  .until(() -> availability.getLivenessState() == LivenessState.BROKEN);

              context.getSourceApplicationContext().stop();
              context.getSourceApplicationContext().start();

              assertThat(lifecycle.state()).isEqualTo(DreamLifecycle.State.RUNNING);
              assertThat(lifecycle.failure()).isEmpty();
              assertThat(availability.getLivenessState()).isEqualTo(LivenessState.CORRECT);
            });
  }

  @Test
  void closesTheApplicationIfWanted() {
    runner
        .withPropertyValues("dream.root.max-restarts=0", "dream.root.on-failure=close-application")
        .run(
            context -> {
              List<Integer> exitCodes = context.getBean(Fragile.class).exitCodes;
              crash(context);
              Awaitility.await().until(() -> !context.getSourceApplicationContext().isActive());
              Awaitility.await().until(() -> exitCodes.equals(List.of(1)));
            });
  }

  @Test
  void isNotWhatARestartedChildIs() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          crash(context);
          Awaitility.await()
              .until(
                  () -> dream.tally().restarts().getOrDefault("application.supervisor", 0L) == 1);
          assertThat(context.getBean(ApplicationAvailability.class).getLivenessState())
              .isEqualTo(LivenessState.CORRECT);
        });
  }
}
