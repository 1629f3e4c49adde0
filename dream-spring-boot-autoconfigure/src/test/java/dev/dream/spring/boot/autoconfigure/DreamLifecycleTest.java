package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.application.Application;
import dev.dream.application.ApplicationInfo;
import dev.dream.application.ApplicationType;
import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

@ExtendWith(OutputCaptureExtension.class)
class DreamLifecycleTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class));

  @Configuration(proxyBeanMethods = false)
  static class Ordered {

    @Bean
    @Order(3)
    ChildSpec<Counter> third() {
      return ChildSpec.worker(Counter::new);
    }

    @Bean
    @Order(1)
    ChildSpec<Counter> first() {
      return ChildSpec.worker(Counter::new);
    }

    @Bean
    ChildSpec<Counter> last() {
      return ChildSpec.worker("last-id", Counter::new).name("last-name");
    }

    @Bean
    @Order(2)
    SupervisorSpec second() {
      return SupervisorSpec.oneForOne();
    }
  }

  @Test
  void childrenStartInOrder() {
    runner
        .withUserConfiguration(Ordered.class)
        .run(
            context -> {
              Dream dream = context.getBean(Dream.class);
              List<Pid> started =
                  List.of("application.supervisor", "first", "second", "third", "last-name")
                      .stream()
                      .map(name -> dream.whereis(name).orElseThrow())
                      .toList();
              assertThat(started).isSorted();
            });
  }

  @Test
  void aPausedContextGoesOnWithNewProcesses() {
    runner
        .withUserConfiguration(Ordered.class)
        .run(
            context -> {
              Dream dream = context.getBean(Dream.class);
              DreamLifecycle lifecycle = context.getBean(DreamLifecycle.class);
              Pid stray = dream.spawn(() -> Processes.receive());
              Pid before = dream.whereis("first").orElseThrow();

              context.getSourceApplicationContext().pause();
              assertThat(lifecycle.state()).isEqualTo(DreamLifecycle.State.STOPPED);
              assertThat(dream.processes()).isEmpty();
              assertThat(dream.alive(stray)).isFalse();

              context.getSourceApplicationContext().restart();
              assertThat(lifecycle.state()).isEqualTo(DreamLifecycle.State.RUNNING);
              assertThat(dream.whereis("first").orElseThrow()).isNotEqualTo(before);
              assertThat(dream.<Counter>ref("first").call(new Counter.Add(1))).isEqualTo(1);
            });
  }

  @Test
  void aClosedContextLeavesNothing() {
    Dream[] seen = new Dream[1];
    runner
        .withUserConfiguration(Ordered.class)
        .withPropertyValues("spring.application.name=closing")
        .run(context -> seen[0] = context.getBean(Dream.class));
    assertThat(seen[0].processes()).isEmpty();
    assertThat(seen[0].node().isClosed()).isTrue();
    Awaitility.await().until(() -> threads("closing-").isEmpty());
  }

  private static List<Thread> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .toList();
  }

  @Test
  void contextsKnowNothingOfEachOther() {
    runner
        .withUserConfiguration(Ordered.class)
        .run(
            one ->
                runner
                    .withUserConfiguration(Ordered.class)
                    .run(
                        other -> {
                          ServerRef<Counter> first = one.getBean(Dream.class).ref("first");
                          first.call(new Counter.Add(5));
                          assertThat(
                                  other
                                      .getBean(Dream.class)
                                      .<Counter>ref("first")
                                      .call(new Counter.Add(1)))
                              .isEqualTo(1);
                        }));
  }

  @Test
  void aChildContextHasItsOwnEngine() {
    runner
        .withUserConfiguration(Ordered.class)
        .run(
            parent ->
                runner
                    .withParent(parent.getSourceApplicationContext())
                    .run(
                        child -> {
                          assertThat(child).hasNotFailed();
                          assertThat(child.getBean(Dream.class))
                              .isNotSameAs(parent.getBean(Dream.class));
                        }));
  }

  @Configuration(proxyBeanMethods = false)
  static class Applications {

    @Bean
    Application before() {
      return Application.of("before", ApplicationType.PERMANENT, SupervisorSpec.oneForOne());
    }

    @Bean
    Application after() {
      return Application.of(
          "after", ApplicationType.PERMANENT, SupervisorSpec.oneForOne(), "shop", "before");
    }
  }

  @Test
  void applicationsStartBeforeTheContextsOwnUnlessTheyNeedIt() {
    runner
        .withUserConfiguration(Applications.class)
        .withPropertyValues("spring.application.name=shop")
        .run(
            context ->
                assertThat(context.getBean(Dream.class).applications().list())
                    .extracting(ApplicationInfo::name)
                    .containsExactly("before", "shop", "after"));
  }

  @Configuration(proxyBeanMethods = false)
  static class Stubborn {

    static final CountDownLatch forEver = new CountDownLatch(1);

    @Bean
    Application stubborn() {
      return new Application() {
        @Override
        public String name() {
          return "stubborn";
        }

        @Override
        public SupervisorSpec start() {
          return SupervisorSpec.oneForOne();
        }

        @Override
        public void prepStop() throws InterruptedException {
          forEver.await();
        }
      };
    }
  }

  @Test
  void theStopEndsWhateverAnApplicationDoes(CapturedOutput output) {
    runner
        .withUserConfiguration(Stubborn.class, Ordered.class)
        .withPropertyValues("dream.shutdown-timeout=100ms")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output)
        .contains("prepStop of application \"stubborn\" did not end within")
        .doesNotContain("Shutdown phase 2147479551 ends");
  }

  @Configuration(proxyBeanMethods = false)
  static class Clinging {

    @Bean
    ChildSpec<Clinger> clinger() {
      return ChildSpec.worker(Clinger::new).shutdown(Duration.ofHours(1));
    }
  }

  @Test
  void whatDoesNotStopWithinTheBudgetIsKilled(CapturedOutput output) {
    Dream[] seen = new Dream[1];
    runner
        .withUserConfiguration(Clinging.class)
        .withPropertyValues("dream.shutdown-timeout=100ms")
        .run(context -> seen[0] = context.getBean(Dream.class));
    assertThat(seen[0].processes()).isEmpty();
    assertThat(output).contains("application \"application\" did not stop within");
  }

  @Test
  void theCallbackRunsEvenIfNothingRan() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(1);
    runner.run(
        context -> {
          context.getBean(DreamLifecycle.class).stop();
          context.getBean(DreamLifecycle.class).stop(called::countDown);
        });
    assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Configuration(proxyBeanMethods = false)
  static class Slow {

    @Bean
    ChildSpec<Counter> slow() {
      return ChildSpec.worker(Counter::new).shutdown(Duration.ofSeconds(15));
    }

    @Bean
    SupervisorSpec slowToo() {
      return SupervisorSpec.oneForOne(
          ChildSpec.worker("inner", Counter::new).shutdown(Duration.ofSeconds(10)));
    }
  }

  @Test
  void warnsIfChildrenMayTakeLongerThanTheBudget(CapturedOutput output) {
    runner.withUserConfiguration(Slow.class).run(context -> assertThat(context).hasNotFailed());
    assertThat(output)
        .contains(
            "the children of the root supervisor may take 25 s to stop, one after the other, but"
                + " dream.shutdown-timeout is 20 s");
  }

  @Test
  void countsWhatIsConfiguredInsteadOfWhatBeansSay(CapturedOutput output) {
    runner
        .withUserConfiguration(Slow.class)
        .withPropertyValues(
            "dream.children.slow.shutdown=16s",
            "dream.children.slowToo.shutdown=30s",
            "dream.children.slowToo.children.inner.shutdown=17s")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).contains("the children of the root supervisor may take 33 s to stop");
  }

  @Test
  void countsNoMoreForATreeThanItMayTakeItself(CapturedOutput output) {
    runner
        .withUserConfiguration(Slow.class)
        .withPropertyValues("dream.children.slowToo.shutdown=4s")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).doesNotContain("may take"); // 15 s and 4 s
  }

  @Configuration(proxyBeanMethods = false)
  static class Patient {

    @Bean
    ChildSpec<Counter> patient() {
      return ChildSpec.worker(Counter::new).shutdown(Processes.INFINITY);
    }

    @Bean
    ChildSpec<Counter> patientToo() {
      return ChildSpec.worker(Counter::new).shutdown(Processes.INFINITY);
    }
  }

  @Test
  void childrenMayHaveAllTheTimeTheyNeed(CapturedOutput output) {
    runner.withUserConfiguration(Patient.class).run(context -> assertThat(context).hasNotFailed());
    assertThat(output).doesNotContain("may take");
  }

  @Test
  void oneThreadKeepsTheJvmUpWhileTheRootRuns() {
    runner
        .withPropertyValues("spring.application.name=alive")
        .run(
            context -> {
              assertThat(threads("alive-keep-alive")).hasSize(1).noneMatch(Thread::isDaemon);
              ConfigurableApplicationContext source = context.getSourceApplicationContext();
              source.stop();
              Awaitility.await().until(() -> threads("alive-keep-alive").isEmpty());
              source.start();
              assertThat(threads("alive-keep-alive")).hasSize(1);
              Dream dream = context.getBean(Dream.class);
              dream.exit(dream.whereis("alive.supervisor").orElseThrow(), ExitReason.KILL);
              Awaitility.await().until(() -> threads("alive-keep-alive").isEmpty());
            });
  }

  @Test
  void noThreadKeepsTheJvmUpIfNotWanted() {
    runner
        .withPropertyValues("spring.application.name=mortal", "dream.keep-alive=false")
        .run(context -> assertThat(threads("mortal-keep-alive")).isEmpty());
  }

  /** A server that does not want to end. */
  static final class Clinger implements GenServer<Integer, Call<Clinger, Integer>, Cast<Clinger>> {

    private final CountDownLatch forEver = new CountDownLatch(1);

    @Override
    public InitResult<Integer> init() {
      Processes.trapExit(true);
      return ok(0);
    }

    @Override
    public void terminate(ExitReason reason, Integer state) throws InterruptedException {
      forEver.await();
    }
  }
}
