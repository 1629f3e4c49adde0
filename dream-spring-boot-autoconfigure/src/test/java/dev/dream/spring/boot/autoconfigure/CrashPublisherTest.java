package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.inspect.Redactor;
import dev.dream.process.CrashReport;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

@Timeout(60)
class CrashPublisherTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(Tree.class)
          .withPropertyValues("dream.root.max-restarts=100")
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class));

  @Configuration(proxyBeanMethods = false)
  static class Tree {
    @Bean
    ChildSpec<Counter> counter() {
      return ChildSpec.worker(Counter::new);
    }
  }

  static class Keeper {

    final List<CrashReport> reports = new CopyOnWriteArrayList<>();

    @EventListener
    void crashed(CrashReport report) {
      reports.add(report);
    }
  }

  static class Slow extends Keeper {

    final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    @EventListener
    void crashed(CrashReport report) {
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      super.crashed(report);
    }
  }

  static class Failing extends Keeper {
    @Override
    @EventListener
    void crashed(CrashReport report) {
      super.crashed(report);
      throw new IllegalStateException("a listener that fails");
    }
  }

  private static void crash(Dream dream) {
    var pid = dream.whereis("counter").orElseThrow();
    dream.<Counter>ref("counter").cast(new Counter.Crash());
    await().until(() -> dream.whereis("counter").filter(now -> !now.equals(pid)).isPresent());
  }

  @Test
  void publishesEachCrash() {
    runner
        .withBean(Keeper.class)
        .run(
            context -> {
              var pid = context.getBean(Dream.class).whereis("counter").orElseThrow();
              crash(context.getBean(Dream.class));
              Keeper keeper = context.getBean(Keeper.class);
              await().until(() -> keeper.reports.size() == 1);
              assertThat(keeper.reports.getFirst().process()).isEqualTo(pid);
              assertThat(keeper.reports.getFirst().reason())
                  .isEqualTo("java.lang.IllegalStateException: crashed on demand");
            });
  }

  @Test
  void letsASlowListenerHoldUpNobody() {
    runner
        .withBean(Slow.class)
        .run(
            context -> {
              Slow slow = context.getBean(Slow.class);
              Dream dream = context.getBean(Dream.class);
              crash(dream);
              crash(dream);
              await().until(() -> dream.crashes().counts().full() == 2);
              assertThat(slow.reports).isEmpty();
              slow.goOn.countDown();
              await().until(() -> slow.reports.size() == 2);
            });
  }

  @Test
  void goesOnAfterAListenerThatFailed() {
    runner
        .withBean(Failing.class)
        .run(
            context -> {
              Failing failing = context.getBean(Failing.class);
              Dream dream = context.getBean(Dream.class);
              crash(dream);
              crash(dream);
              await().until(() -> failing.reports.size() == 2);
            });
  }

  @Test
  void publishesWhatARedactorBeanLeaves() {
    runner
        .withBean(Keeper.class)
        .withBean(Redactor.class, () -> text -> text.replace("demand", "…"))
        .run(
            context -> {
              crash(context.getBean(Dream.class));
              Keeper keeper = context.getBean(Keeper.class);
              await().until(() -> keeper.reports.size() == 1);
              assertThat(keeper.reports.getFirst().reason()).endsWith(": crashed on …");
            });
  }

  @Test
  void theNumberOfCrashesToKeepIsAProperty() {
    runner
        .withPropertyValues("dream.crashes.capacity=1")
        .run(
            context -> {
              Dream dream = context.getBean(Dream.class);
              crash(dream);
              crash(dream);
              await().until(() -> dream.crashes().counts().full() == 2);
              assertThat(dream.crashes().counts().kept()).isEqualTo(1);
            });
  }
}
