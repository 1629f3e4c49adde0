package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.genserver.CastOutcome;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Mailbox;
import dev.dream.process.Name;
import dev.dream.process.Pid;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.Backoff;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.PartitionSupervisor;
import dev.dream.supervisor.PartitionSupervisorSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Shutdown;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInfo;
import dev.dream.supervisor.SupervisorInit;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.sys.Sys;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What the configuration changes, looked at in the running tree. */
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

  private static ServerRef<Supervisor> supervisor(ApplicationContext context, String name) {
    return context.getBean(Dream.class).ref(name);
  }

  private static ChildSpec<?> spec(ApplicationContext context, String id) {
    return Supervisor.getChildSpec(supervisor(context, "application.supervisor"), id);
  }

  private static ChildSpec<?> spec(ApplicationContext context, String supervisor, String id) {
    return Supervisor.getChildSpec(supervisor(context, supervisor), id);
  }

  private static ChildInfo info(ApplicationContext context, String supervisor, String id) {
    return Supervisor.whichChildren(supervisor(context, supervisor)).stream()
        .filter(child -> child.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static SupervisorInfo rules(ApplicationContext context, String name) {
    Dream dream = context.getBean(Dream.class);
    return Supervisor.info(dream.node(), dream.whereis(name).orElseThrow()).orElseThrow();
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
                ServerRef<Supervisor> root = supervisor(context, "application.supervisor");
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
          .run(
              context ->
                  assertThat(info(context, "application.supervisor", "counter").shutdown())
                      .hasToString(shown));
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
                            assertThat(
                                    info(context, "application.supervisor", "counter")
                                        .nextRestart())
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

  @Nested
  class OfSupervisors {

    @Test
    void rulesAreConfigured() {
      runner
          .withPropertyValues(
              "dream.children.auctions.supervisor.strategy=rest-for-one",
              "dream.children.auctions.supervisor.max-restarts=8",
              "dream.children.auctions.supervisor.period=9s")
          .run(
              context -> {
                SupervisorInfo rules = rules(context, "auctions");
                assertThat(rules.strategy()).isEqualTo(Strategy.REST_FOR_ONE);
                assertThat(rules.maxRestarts()).isEqualTo(8);
                assertThat(rules.period()).isEqualTo(Duration.ofSeconds(9));
                assertThat(rules.children()).hasSize(3);
              });
    }

    @Test
    void oneRuleLeavesTheOthers() {
      runner
          .withPropertyValues("dream.children.auctions.supervisor.period=9s")
          .run(
              context -> {
                assertThat(rules(context, "auctions").strategy()).isEqualTo(Strategy.ONE_FOR_ONE);
                assertThat(rules(context, "auctions").maxRestarts()).isEqualTo(3);
              });
    }

    @Test
    void theStrategySaysWhoIsRestarted() {
      runner
          .withPropertyValues("dream.children.auctions.supervisor.strategy=one_for_all")
          .run(
              context -> {
                Dream dream = context.getBean(Dream.class);
                Pid before = dream.whereis("hammer").orElseThrow();
                dream.<Counter>ref("house").cast(new Counter.Crash());
                await()
                    .untilAsserted(
                        () ->
                            assertThat(dream.whereis("hammer"))
                                .isPresent()
                                .get()
                                .isNotEqualTo(before));
              });
    }

    @Test
    void autoShutdownEndsThemWithTheirSignificantChildren() {
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class))
          .withBean(
              "job",
              SupervisorSpec.class,
              () ->
                  SupervisorSpec.oneForOne(
                      ChildSpec.worker("work", Counter::new)
                          .named()
                          .restart(Restart.TRANSIENT)
                          .significant()))
          .withPropertyValues(
              "dream.children.job.restart=temporary",
              "dream.children.job.supervisor.auto-shutdown=any-significant")
          .run(
              context -> {
                Dream dream = context.getBean(Dream.class);
                dream.<Counter>ref("work").stop();
                await().untilAsserted(() -> assertThat(dream.whereis("job")).isEmpty());
              });
    }

    @Test
    void childrenAreConfiguredToAnyDepth() {
      runner
          .withPropertyValues(
              "dream.children.auctions.children.house.shutdown=2s",
              "dream.children.auctions.children.rooms.supervisor.max-restarts=6",
              "dream.children.auctions.children.rooms.children.room-1.shutdown=brutal-kill")
          .run(
              context -> {
                assertThat(info(context, "auctions", "house").shutdown()).hasToString("2 s");
                assertThat(info(context, "auctions", "hammer").shutdown()).hasToString("5 s");
                Dream dream = context.getBean(Dream.class);
                SupervisorInfo rooms =
                    Supervisor.info(dream.node(), info(context, "auctions", "rooms").pid())
                        .orElseThrow();
                assertThat(rooms.maxRestarts()).isEqualTo(6);
                assertThat(rooms.children())
                    .extracting(ChildInfo::shutdown)
                    .containsExactly(Shutdown.BRUTAL_KILL);
              });
    }

    @Test
    void whatIsMadeAnewIsConfiguredAtEachStart() {
      runner
          .withPropertyValues(
              "dream.children.anew.supervisor.max-restarts=6",
              "dream.children.anew.children.first.restart=transient",
              "dream.children.unwanted.supervisor.max-restarts=6")
          .run(
              context -> {
                ServerRef<Supervisor> root = supervisor(context, "application.supervisor");
                Supervisor.terminateChild(root, "anew");
                Supervisor.restartChild(root, "anew");

                assertThat(rules(context, "anew").maxRestarts()).isEqualTo(6);
                assertThat(spec(context, "anew", "first").restart()).isEqualTo(Restart.TRANSIENT);
                assertThat(info(context, "anew", "first").shutdown()).hasToString("2 s");
              });
    }

    @Test
    void aDynamicOneHasALimitOfChildren() {
      runner
          .withPropertyValues(
              "dream.children.dynamic.supervisor.max-children=1",
              "dream.children.dynamic.supervisor.max-restarts=6",
              "dream.children.dynamic.supervisor.period=7s")
          .run(
              context -> {
                ServerRef<DynamicSupervisor> dynamic = context.getBean(Dream.class).ref("dynamic");
                DynamicSupervisor.startChild(dynamic, ChildSpec.worker(Counter::new));
                assertThatThrownBy(
                        () -> DynamicSupervisor.startChild(dynamic, ChildSpec.worker(Counter::new)))
                    .isInstanceOf(ChildException.class);
                assertThat(rules(context, "dynamic").maxRestarts()).isEqualTo(6);
                assertThat(rules(context, "dynamic").period()).isEqualTo(Duration.ofSeconds(7));
              });
    }

    @Test
    void partitionsAreConfiguredAllAtOnce() {
      runner
          .withPropertyValues(
              "dream.children.shards.supervisor.partitions=3",
              "dream.children.shards.supervisor.strategy=one_for_all",
              "dream.children.shards.supervisor.max-restarts=6",
              "dream.children.shards.supervisor.period=7s",
              "dream.children.shards.children.each.shutdown=4s")
          .run(
              context -> {
                Dream dream = context.getBean(Dream.class);
                assertThat(PartitionSupervisor.partitions(dream.node(), new Name("shards")))
                    .isEqualTo(3);
                SupervisorInfo rules = rules(context, "shards");
                assertThat(rules.strategy()).isEqualTo(Strategy.ONE_FOR_ALL);
                assertThat(rules.maxRestarts()).isEqualTo(6);
                assertThat(rules.period()).isEqualTo(Duration.ofSeconds(7));
                assertThat(rules.children())
                    .hasSize(3)
                    .allSatisfy(child -> assertThat(child.shutdown()).hasToString("4 s"));
              });
    }
  }

  @Nested
  class Keys {

    private final ApplicationContextRunner named =
        new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class))
            .withUserConfiguration(Named.class);

    private ApplicationContextRunner withEnvironment(Map<String, Object> variables) {
      return named.withInitializer(
          context -> {
            ConfigurableEnvironment environment = context.getEnvironment();
            environment
                .getPropertySources()
                .replace(
                    StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                    new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
          });
    }

    @Test
    void mayBeEnvironmentVariables() {
      withEnvironment(
              Map.of(
                  "DREAM_CHILDREN_AUCTIONSUPERVISOR_SUPERVISOR_MAXRESTARTS", "8",
                  "DREAM_CHILDREN_AUCTIONSUPERVISOR_CHILDREN_ROOM1_MAILBOX_CAPACITY", "5"))
          .run(
              context -> {
                assertThat(rules(context, "auctionSupervisor").maxRestarts()).isEqualTo(8);
                assertThat(
                        spec(context, "auctionSupervisor", "room_1").options().mailbox().capacity())
                    .isEqualTo(5);
              });
    }

    @Test
    void ofTheEnvironmentOverrideThoseOfAFile() {
      withEnvironment(Map.of("DREAM_CHILDREN_AUCTIONSUPERVISOR_SHUTDOWN", "3s"))
          .withPropertyValues(
              "dream.children.auctionSupervisor.supervisor.max-restarts=8",
              "dream.children.auctionSupervisor.restart=transient")
          .run(
              context -> {
                ChildInfo child = info(context, "application.supervisor", "auctionSupervisor");
                assertThat(child.restart()).isEqualTo(Restart.TRANSIENT);
                assertThat(child.shutdown()).hasToString("3 s");
                assertThat(rules(context, "auctionSupervisor").maxRestarts()).isEqualTo(8);
              });
    }

    @ParameterizedTest
    @CsvSource({"auctionSupervisor", "auction-supervisor", "auction_supervisor"})
    void meanTheSameInAllOfSpringsSpellings(String key) {
      named
          .withPropertyValues("dream.children." + key + ".shutdown=3s")
          .run(
              context ->
                  assertThat(
                          info(context, "application.supervisor", "auctionSupervisor").shutdown())
                      .hasToString("3 s"));
    }

    @Test
    void inBracketsAreTakenAsTheyAre() {
      named
          .withPropertyValues("dream.children.[the.clock].shutdown=3s")
          .run(
              context ->
                  assertThat(info(context, "application.supervisor", "the.clock").shutdown())
                      .hasToString("3 s"));
    }
  }

  /** Children whose ids are written in several ways. */
  @Configuration(proxyBeanMethods = false)
  static class Named {

    @Bean
    SupervisorSpec auctionSupervisor() {
      return SupervisorSpec.oneForOne(ChildSpec.worker("room_1", Counter::new));
    }

    @Bean
    ChildSpec<Counter> clock() {
      return ChildSpec.worker("the.clock", Counter::new);
    }
  }
}
