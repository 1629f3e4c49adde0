package dev.dream.spring.boot.autoconfigure;

import static dev.dream.spring.boot.autoconfigure.RunningTree.ROOT;
import static dev.dream.spring.boot.autoconfigure.RunningTree.info;
import static dev.dream.spring.boot.autoconfigure.RunningTree.spec;
import static dev.dream.spring.boot.autoconfigure.RunningTree.supervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.genserver.CastOutcome;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Mailbox;
import dev.dream.process.Name;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.Backoff;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.PartitionSupervisorSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Shutdown;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInit;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.sys.Sys;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the configuration changes of any child, looked at in the running tree. */
class TreeConfigurationTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Backoff BACKOFF =
      Backoff.exponential(SECOND, SECOND.multipliedBy(8)).jitter(0.5);
  private static final Mailbox MAILBOX =
      Mailbox.of(7).blocking(SECOND).dropping(String.class).skippingExpired(true);

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class))
          .withUserConfiguration(Tree.class);

  /** Children of all kinds. */
  @Configuration(proxyBeanMethods = false)
  static class Tree {

    @Bean
    ChildSpec<Counter> counter() {
      return ChildSpec.worker(Counter::new);
    }

    @Bean
    ChildSpec<Counter> eager() {
      return ChildSpec.worker(Counter::new).backoff(BACKOFF).mailbox(MAILBOX);
    }

    @Bean
    SupervisorSpec auctions() {
      return SupervisorSpec.oneForOne(
          ChildSpec.worker("house", Counter::new).named(),
          ChildSpec.worker("hammer", Counter::new).named().restart(Restart.TRANSIENT),
          ChildSpec.supervisor(
              "rooms", SupervisorSpec.oneForOne(ChildSpec.worker("room-1", Counter::new))));
    }

    @Bean
    ChildSpec<Supervisor> anew() {
      AtomicInteger made = new AtomicInteger();
      return ChildSpec.supervisor(
          "anew",
          () ->
              SupervisorSpec.oneForOne(
                  ChildSpec.worker("first", Counter::new)
                      .shutdown(SECOND.multipliedBy(made.incrementAndGet()))));
    }

    @Bean
    ChildSpec<Supervisor> unwanted() {
      return ChildSpec.supervisor("unwanted", SupervisorInit::ignore);
    }

    @Bean
    DynamicSupervisorSpec dynamic() {
      return DynamicSupervisorSpec.DEFAULT;
    }

    @Bean
    PartitionSupervisorSpec shards() {
      return PartitionSupervisorSpec.of(ChildSpec.worker(Counter::new)).partitions(2);
    }
  }

  @Nested
  class Child {

    @Test
    void isAsItsBeanSaysIfNothingIsConfigured() {
      runner.run(
          context -> {
            ChildSpec<?> counter = spec(context, "counter");
            assertThat(counter.restart()).isEqualTo(Restart.PERMANENT);
            assertThat(counter.shutdown()).isEqualTo(Shutdown.DEFAULT);
            assertThat(counter.options().timeout()).isEqualTo(Processes.INFINITY);
            assertThat(counter.options().callbackLimit()).isNull();
            assertThat(counter.options().mailbox()).isNull();
            assertThat(counter.backoff()).isNull();
          });
    }

    @Test
    void hasTheConfiguredRestart() {
      runner
          .withPropertyValues("dream.children.counter.restart=temporary")
          .run(
              context -> {
                ServerRef<Supervisor> root = supervisor(context, ROOT);
                context.getBean(Dream.class).<Counter>ref("counter").cast(new Counter.Crash());
                await()
                    .untilAsserted(
                        () ->
                            assertThat(Supervisor.whichChildren(root))
                                .extracting(ChildInfo::id)
                                .isNotEmpty()
                                .doesNotContain("counter"));
              });
    }

    @ParameterizedTest
    @CsvSource({
      "10s, 10 s",
      "250, 250 ms",
      "PT3S, 3 s",
      "brutal-kill, brutal kill",
      "BRUTAL_KILL, brutal kill",
      "brutalKill, brutal kill",
      "infinity, infinity",
      "Infinity, infinity",
    })
    void hasTheConfiguredShutdown(String value, String shown) {
      runner
          .withPropertyValues("dream.children.counter.shutdown=" + value)
          .run(context -> assertThat(info(context, ROOT, "counter").shutdown()).hasToString(shown));
    }

    @Test
    void hasTheConfiguredLimits() {
      runner
          .withPropertyValues(
              "dream.children.counter.init-timeout=4s",
              "dream.children.counter.callback-limit=500ms")
          .run(
              context -> {
                ChildSpec<?> counter = spec(context, "counter");
                assertThat(counter.options().timeout()).isEqualTo(Duration.ofSeconds(4));
                assertThat(counter.options().callbackLimit()).isEqualTo(Duration.ofMillis(500));
                assertThat(counter.options().name()).isEqualTo(new Name("counter"));
              });
    }
  }

  @Nested
  class MailboxOfAChild {

    @Test
    void isBounded() {
      runner
          .withPropertyValues("dream.children.counter.mailbox.capacity=1")
          .run(
              context -> {
                ServerRef<Counter> counter = context.getBean(Dream.class).ref("counter");
                Sys.suspend(counter);
                assertThat(counter.tryCast(new Counter.Crash()))
                    .isInstanceOf(CastOutcome.Sent.class);
                assertThat(counter.tryCast(new Counter.Crash()))
                    .isNotInstanceOf(CastOutcome.Sent.class);
              });
    }

    @Test
    void isTheEnginesWithWhatIsConfiguredChanged() {
      runner
          .withPropertyValues(
              "dream.mailbox.capacity=50", "dream.children.counter.mailbox.in-hand=dead-lettered")
          .run(
              context ->
                  assertThat(spec(context, "counter").options().mailbox())
                      .isEqualTo(
                          Mailbox.of(50).skippingExpired(true).inHand(Mailbox.Fate.DEAD_LETTERED)));
    }

    @Test
    void isTheBeansWithWhatIsConfiguredChanged() {
      runner
          .withPropertyValues("dream.children.eager.mailbox.capacity=9")
          .run(
              context ->
                  assertThat(spec(context, "eager").options().mailbox())
                      .isEqualTo(MAILBOX.capacity(9)));
    }

    @Test
    void isWhollyConfigured() {
      runner
          .withPropertyValues(
              "dream.children.counter.mailbox.capacity=0",
              "dream.children.counter.mailbox.overflow=block",
              "dream.children.counter.mailbox.block-timeout=3s",
              "dream.children.counter.mailbox.expired-calls=serve",
              "dream.children.counter.mailbox.in-hand=retried-once")
          .run(
              context ->
                  assertThat(spec(context, "counter").options().mailbox())
                      .isEqualTo(
                          Mailbox.UNBOUNDED
                              .blocking(Duration.ofSeconds(3))
                              .inHand(Mailbox.Fate.RETRIED_ONCE)));
    }

    @Test
    void blocksAsLongAsTheEnginesWouldUnlessItSays() {
      runner
          .withPropertyValues(
              "dream.mailbox.block-timeout=2s", "dream.children.counter.mailbox.overflow=block")
          .run(
              context ->
                  assertThat(spec(context, "counter").options().mailbox().overflow())
                      .isEqualTo(new Mailbox.Block(Duration.ofSeconds(2))));
    }

    @Test
    void doesNotBlockIfTheConfigurationSaysSo() {
      runner
          .withPropertyValues("dream.children.eager.mailbox.overflow=refuse")
          .run(
              context -> {
                Mailbox mailbox = spec(context, "eager").options().mailbox();
                assertThat(mailbox.overflow()).isEqualTo(new Mailbox.Refuse());
                assertThat(mailbox.dropped()).isEqualTo(MAILBOX.dropped());
              });
    }
  }

  @Nested
  class BackoffOfAChild {

    @Test
    void letsItsRestartsWait() {
      runner
          .withPropertyValues(
              "dream.children.counter.backoff.initial-interval=1h",
              "dream.children.counter.backoff.max-interval=2h",
              "dream.children.counter.backoff.jitter=0")
          .run(
              context -> {
                context.getBean(Dream.class).<Counter>ref("counter").cast(new Counter.Crash());
                await()
                    .untilAsserted(
                        () ->
                            assertThat(info(context, ROOT, "counter").nextRestart())
                                .extracting(next -> next.delay())
                                .isEqualTo(Duration.ofHours(1)));
              });
    }

    @Test
    void isWhollyConfigured() {
      runner
          .withPropertyValues(
              "dream.children.counter.backoff.initial-interval=100ms",
              "dream.children.counter.backoff.max-interval=10s",
              "dream.children.counter.backoff.multiplier=3",
              "dream.children.counter.backoff.jitter=0.1",
              "dream.children.counter.backoff.reset-after=40s")
          .run(
              context ->
                  assertThat(spec(context, "counter").backoff())
                      .isEqualTo(
                          new Backoff(
                              Duration.ofMillis(100),
                              Duration.ofSeconds(10),
                              3,
                              0.1,
                              Duration.ofSeconds(40))));
    }

    @ParameterizedTest
    @CsvSource({
      "initial-interval, 2s, PT2S, PT8S, 2, 0.5, PT16S",
      "max-interval, 5s, PT1S, PT5S, 2, 0.5, PT16S",
      "multiplier, 4, PT1S, PT8S, 4, 0.5, PT16S",
      "jitter, 0.3, PT1S, PT8S, 2, 0.3, PT16S",
      "reset-after, 1s, PT1S, PT8S, 2, 0.5, PT1S",
    })
    void isTheBeansWithOneValueChanged(
        String name,
        String value,
        Duration initial,
        Duration max,
        double multiplier,
        double jitter,
        Duration resetAfter) {
      runner
          .withPropertyValues("dream.children.eager.backoff." + name + "=" + value)
          .run(
              context ->
                  assertThat(spec(context, "eager").backoff())
                      .isEqualTo(new Backoff(initial, max, multiplier, jitter, resetAfter)));
    }

    @Test
    void mayHaveBothIntervalsBeyondTheFormerOnes() {
      runner
          .withPropertyValues(
              "dream.children.eager.backoff.initial-interval=20s",
              "dream.children.eager.backoff.max-interval=30s")
          .run(
              context ->
                  assertThat(spec(context, "eager").backoff().initialInterval())
                      .isEqualTo(Duration.ofSeconds(20)));
    }
  }
}
