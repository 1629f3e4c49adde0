package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.registry.UniqueRegistry;
import dev.dream.spring.boot.Counter;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.task.TaskSupervisor;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DreamMetricsTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(SmallTree.class)
          .withConfiguration(
              AutoConfigurations.of(
                  DreamAutoConfiguration.class, DreamMetricsAutoConfiguration.class));

  private static double value(MeterRegistry registry, String name, String... tags) {
    Meter meter = registry.find(name).tags(tags).meter();
    return meter == null ? Double.NaN : meter.measure().iterator().next().getValue();
  }

  private static void awaitValue(
      double expected, MeterRegistry registry, String name, String... tags) {
    Awaitility.await()
        .untilAsserted(() -> assertThat(value(registry, name, tags)).isEqualTo(expected));
  }

  @Test
  void processesAreCountedByModule() {
    runner.run(
        context -> {
          MeterRegistry registry = new SimpleMeterRegistry();
          context.getBean(DreamMetrics.class).bindTo(registry);
          awaitValue(4, registry, "dream.processes", "module", "Counter");
          awaitValue(3, registry, "dream.processes", "module", "Supervisor");
          assertThat(value(registry, "dream.processes.spawned")).isEqualTo(7);
          assertThat(value(registry, "dream.late.replies")).isZero();
          assertThat(value(registry, "dream.fenced.threads")).isZero();
        });
  }

  @Test
  void anExitAndARestartAreCounted() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          MeterRegistry registry = new SimpleMeterRegistry();
          context.getBean(DreamMetrics.class).bindTo(registry);
          ServerRef<Counter> counter = dream.ref("counter");
          counter.cast(new Counter.Crash());
          awaitValue(1, registry, "dream.exits", "module", "Counter", "reason", "error");
          awaitValue(1, registry, "dream.restarts", "supervisor", "application.supervisor");
          awaitValue(4, registry, "dream.processes", "module", "Counter");
        });
  }

  @Test
  void aNewKindAppearsByItself() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          MeterRegistry registry = new SimpleMeterRegistry();
          context.getBean(DreamMetrics.class).bindTo(registry);
          assertThat(value(registry, "dream.processes", "module", "process")).isNaN();
          Pid waiting = dream.spawn(() -> Processes.receive(message -> message.equals("end")));
          dream.send(waiting, "one");
          dream.send(waiting, "two");
          awaitValue(1, registry, "dream.processes", "module", "process");
          awaitValue(2, registry, "dream.mailbox.size", "module", "process", "statistic", "max");
          awaitValue(2, registry, "dream.mailbox.size", "module", "process", "statistic", "sum");
          dream.send(waiting, "end");
          awaitValue(0, registry, "dream.processes", "module", "process");
        });
  }

  @Test
  void noMeterIsTaggedByPid() {
    runner.run(
        context -> {
          MeterRegistry registry = new SimpleMeterRegistry();
          context.getBean(DreamMetrics.class).bindTo(registry);
          Set<String> keys =
              registry.getMeters().stream()
                  .flatMap(meter -> meter.getId().getTags().stream())
                  .map(Tag::getKey)
                  .collect(Collectors.toCollection(TreeSet::new));
          assertThat(keys)
              .isSubsetOf("kind", "module", "outcome", "reason", "statistic", "supervisor");
        });
  }

  @Test
  void namesInARegistryMakeNoMeters() {
    runner
        .withUserConfiguration(HotelTree.class)
        .run(
            context -> {
              Dream dream = context.getBean(Dream.class);
              MeterRegistry registry = new SimpleMeterRegistry();
              context.getBean(DreamMetrics.class).bindTo(registry);
              var guestbook = UniqueRegistry.named(dream.node(), "guestbook");
              for (int i = 0; i < 20; i++) {
                SupervisorSpec tree =
                    SupervisorSpec.oneForOne(ChildSpec.worker("crashing", Counter::new));
                Pid supervisor =
                    DynamicSupervisor.startChild(
                            dream.ref("guests"),
                            ChildSpec.supervisor("tree", tree).name(guestbook.via(i)))
                        .started()
                        .orElseThrow();
                ServerRef<Counter> child =
                    dream.ref(Supervisor.whichChildren(dream.ref(supervisor)).getFirst().pid());
                child.cast(new Counter.Crash());
              }
              awaitValue(20, registry, "dream.restarts", "supervisor", "unnamed");
              assertThat(registry.find("dream.restarts").meters()).hasSize(1);
              awaitValue(1, registry, "dream.processes", "module", "DynamicSupervisor");
              awaitValue(1, registry, "dream.processes", "module", "PartitionSupervisor");
              awaitValue(2, registry, "dream.processes", "module", "RegistryServer");
            });
  }

  @Test
  void tasksAreOneKind() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          MeterRegistry registry = new SimpleMeterRegistry();
          context.getBean(DreamMetrics.class).bindTo(registry);
          ServerRef<TaskSupervisor> tasks =
              TaskSupervisor.start(
                  dream.node(), DynamicSupervisorSpec.DEFAULT, StartOptions.named("tasks"));
          for (int i = 0; i < 5; i++) {
            TaskSupervisor.startChild(tasks, () -> Processes.receive());
          }
          awaitValue(5, registry, "dream.processes", "module", "task");
        });
  }

  @Test
  void aDynamicSupervisorsRestartsAreCountedUnderItsName() {
    runner
        .withUserConfiguration(HotelTree.class)
        .run(
            context -> {
              Dream dream = context.getBean(Dream.class);
              MeterRegistry registry = new SimpleMeterRegistry();
              context.getBean(DreamMetrics.class).bindTo(registry);
              Pid guest =
                  DynamicSupervisor.startChild(
                          dream.ref("guests"), ChildSpec.worker("guest", Counter::new))
                      .started()
                      .orElseThrow();
              dream.<Counter>ref(guest).cast(new Counter.Crash());
              awaitValue(1, registry, "dream.restarts", "supervisor", "guests");
            });
  }

  @Test
  void areNotThereWithoutMicrometer() {
    runner
        .withClassLoader(new FilteredClassLoader(MeterBinder.class))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("dreamMetrics"));
  }
}
