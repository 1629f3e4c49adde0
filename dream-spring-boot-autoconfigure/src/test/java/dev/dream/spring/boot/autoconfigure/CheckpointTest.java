package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.spring.boot.Counter;
import dev.dream.spring.boot.actuate.DreamMetricsAutoConfiguration;
import dev.dream.supervisor.ChildSpec;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Contexts that are stopped before a checkpoint of the JVM and started when it is restored: by what
 * Spring itself does then, which only a JVM that can be checkpointed calls.
 */
class CheckpointTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DreamAutoConfiguration.class,
                  MetricsAutoConfiguration.class,
                  DreamMetricsAutoConfiguration.class))
          .withBean(SimpleMeterRegistry.class)
          .withUserConfiguration(Counting.class);

  @Configuration(proxyBeanMethods = false)
  static class Counting {

    @Bean
    ChildSpec<Counter> counter() {
      return ChildSpec.worker(Counter::new);
    }
  }

  private static void checkpointed(ApplicationContext context, Runnable meanwhile) {
    var processor = context.getBean(DefaultLifecycleProcessor.class);
    ReflectionTestUtils.invokeMethod(processor, "stopForRestart");
    meanwhile.run();
    ReflectionTestUtils.invokeMethod(processor, "restartAfterStop");
  }

  @Test
  void haveNoProcessesInTheCheckpointAndNewOnesInWhatIsRestored() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          ServerRef<Counter> counter = dream.ref("counter");
          for (int round = 0; round < 3; round++) {
            assertThat(counter.call(new Counter.Add(2))).isEqualTo(2);

            checkpointed(
                context,
                () -> {
                  assertThat(dream.processes()).isEmpty();
                  assertThat(context.getBean(DreamLifecycle.class).state())
                      .isEqualTo(DreamLifecycle.State.STOPPED);
                });

            assertThat(context.getBean(DreamLifecycle.class).state())
                .isEqualTo(DreamLifecycle.State.RUNNING);
          }
        });
  }

  @Test
  void areMeasuredOnByTheSameMeters() {
    runner.run(
        context -> {
          SimpleMeterRegistry meters = context.getBean(SimpleMeterRegistry.class);
          Gauge counters = meters.get("dream.processes").tag("module", "Counter").gauge();
          FunctionCounter spawned = meters.get("dream.processes.spawned").functionCounter();
          double before = spawned.count();

          checkpointed(context, () -> Awaitility.await().until(() -> counters.value() == 0));

          Awaitility.await().until(() -> counters.value() == 1);
          assertThat(spawned.count()).isEqualTo(2 * before);
        });
  }
}
