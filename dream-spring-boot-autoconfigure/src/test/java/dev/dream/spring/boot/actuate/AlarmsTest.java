package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.agent.Agent;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What Actuator shows of alarms and of fenced threads. */
class AlarmsTest {

  private final CountDownLatch end = new CountDownLatch(1);
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withPropertyValues("dream.watch.callback-limit=50ms")
          .withConfiguration(
              AutoConfigurations.of(
                  DreamAutoConfiguration.class,
                  DreamHealthAutoConfiguration.class,
                  DreamMetricsAutoConfiguration.class));

  private static Health health(ApplicationContext context) {
    return context.getBean(DreamHealthIndicator.class).health();
  }

  private void block(Dream dream, int number) {
    StartOptions named = StartOptions.named("agent " + number);
    ServerRef<Agent<Integer>> agent = dream.start(() -> new Agent<>(() -> 0), named);
    Agent.cast(agent, this::waitForTheEnd);
  }

  private int waitForTheEnd(int state) {
    while (end.getCount() > 0) {
      try {
        end.await();
      } catch (InterruptedException ignored) { // as some code does
        Thread.interrupted();
      }
    }
    return state;
  }

  @Test
  void areAFewOfTheDetailsOfHealthWhichStaysUp() {
    runner.run(
        context -> {
          assertThat(health(context).getDetails())
              .containsEntry("alarmCount", 0)
              .containsEntry("fencedThreads", 0)
              .doesNotContainKey("alarms");
          for (int i = 0; i < 7; i++) {
            block(context.getBean(Dream.class), i);
          }
          await().until(() -> health(context).getDetails().get("alarmCount").equals(7));
          Health health = health(context);
          assertThat(health.getStatus()).isEqualTo(Status.UP);
          assertThat(health.getDetails())
              .extractingByKey("alarms", InstanceOfAssertFactories.list(AlarmSummary.class))
              .hasSize(5)
              .allSatisfy(
                  alarm -> {
                    assertThat(alarm.kind()).isEqualTo("long_schedule");
                    assertThat(alarm.name()).startsWith("agent ");
                    assertThat(alarm.module()).isEqualTo("Agent");
                    assertThat(alarm.message()).isNotNull();
                  });
          end.countDown();
          await().until(() -> health(context).getDetails().get("alarmCount").equals(0));
        });
  }

  @Test
  void areMeters() {
    runner.run(
        context -> {
          MeterRegistry registry = new SimpleMeterRegistry();
          context.getBean(DreamMetrics.class).bindTo(registry);
          block(context.getBean(Dream.class), 1);
          await().until(() -> active(registry) == 1);
          end.countDown();
          await().until(() -> active(registry) == 0);
          assertThat(
                  registry
                      .get("dream.alarms.raised")
                      .tag("kind", "long_schedule")
                      .functionCounter()
                      .count())
              .isEqualTo(1);
        });
  }

  private static double active(MeterRegistry registry) {
    return registry.get("dream.alarms").tag("kind", "long_schedule").gauge().value();
  }

  @Test
  void fencedThreadsAreListedWithTheirStacks() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          DreamProcessesEndpoint endpoint =
              new DreamProcessesEndpoint(dream, Values.hidden(), new Audit(_ -> {}));
          block(dream, 1);
          Pid pid = dream.whereis("agent 1").orElseThrow();
          await().until(() -> busyMillis(endpoint, pid) > 0);
          dream.exit(pid, ExitReason.KILL);
          List<FencedThreadSummary> fenced = list(endpoint).fencedThreads();
          assertThat(fenced).hasSize(1);
          assertThat(fenced.getFirst().pid()).isEqualTo(PidText.of(pid));
          assertThat(fenced.getFirst().name()).isEqualTo("agent 1");
          assertThat(String.join(" ", fenced.getFirst().stack())).contains("waitForTheEnd");
          end.countDown();
          await().until(() -> list(endpoint).fencedThreads().isEmpty());
        });
  }

  private static long busyMillis(DreamProcessesEndpoint endpoint, Pid pid) {
    return list(endpoint).processes().stream()
        .filter(process -> process.pid().equals(PidText.of(pid)))
        .findFirst()
        .orElseThrow()
        .busyMillis();
  }

  private static DreamProcessesEndpoint.ProcessList list(DreamProcessesEndpoint endpoint) {
    return (DreamProcessesEndpoint.ProcessList)
        endpoint.processes(null, null, null, null, null).getBody();
  }
}
