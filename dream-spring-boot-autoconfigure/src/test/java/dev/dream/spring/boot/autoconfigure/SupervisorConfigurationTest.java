package dev.dream.spring.boot.autoconfigure;

import static dev.dream.spring.boot.autoconfigure.RunningTree.ROOT;
import static dev.dream.spring.boot.autoconfigure.RunningTree.info;
import static dev.dream.spring.boot.autoconfigure.RunningTree.rules;
import static dev.dream.spring.boot.autoconfigure.RunningTree.spec;
import static dev.dream.spring.boot.autoconfigure.RunningTree.supervisor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Name;
import dev.dream.process.Pid;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildException;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.PartitionSupervisor;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Shutdown;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInfo;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the configuration changes of supervisors and of what is below them. */
class SupervisorConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class))
          .withUserConfiguration(TreeConfigurationTest.Tree.class);

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
              ServerRef<Supervisor> root = supervisor(context, ROOT);
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
