package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.AutoShutdown;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.ChildType;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.PartitionSupervisorSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What a user sees whose configuration does not fit the tree. */
@ExtendWith(OutputCaptureExtension.class)
class TreeConfigurationFailureTest {

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  @BeforeEach
  void nothingRuns() {
    STARTED.set(false);
  }

  /** Children of all kinds; the first says when it is started. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  static class Tree {

    @Bean
    @Order(1)
    ChildSpec<Counter> counter() {
      return ChildSpec.worker(
          () -> {
            STARTED.set(true);
            return new Counter();
          });
    }

    @Bean
    @Order(2)
    SupervisorSpec auctions() {
      return SupervisorSpec.oneForOne(
          ChildSpec.worker("house", Counter::new),
          ChildSpec.worker("hammer", Counter::new),
          ChildSpec.supervisor("rooms", SupervisorSpec.oneForOne()));
    }

    @Bean
    @Order(3)
    ChildSpec<Supervisor> outer() {
      return ChildSpec.supervisor(
          "anew",
          () ->
              SupervisorSpec.oneForOne(
                  ChildSpec.supervisor(
                      "inner",
                      () -> SupervisorSpec.oneForOne(ChildSpec.worker("first", Counter::new)))));
    }

    @Bean
    @Order(4)
    DynamicSupervisorSpec dynamic() {
      return DynamicSupervisorSpec.DEFAULT;
    }

    @Bean
    @Order(4)
    PartitionSupervisorSpec shards() {
      return PartitionSupervisorSpec.of(ChildSpec.worker(Counter::new)).partitions(2);
    }

    @Bean
    @Order(5)
    ChildSpec<Supervisor> own() {
      ChildSpec<Supervisor> supervisor = ChildSpec.supervisor("own", SupervisorSpec.oneForOne());
      return ChildSpec.child("own", supervisor.start()::start, ChildType.SUPERVISOR);
    }

    @Bean
    @Order(6)
    SupervisorSpec job() {
      return SupervisorSpec.oneForOne(
              ChildSpec.worker("work", Counter::new).restart(Restart.TRANSIENT).significant())
          .autoShutdown(AutoShutdown.ANY_SIGNIFICANT);
    }

    @Bean
    @Order(7)
    SupervisorSpec crowd() {
      return SupervisorSpec.of(
          Strategy.ONE_FOR_ONE,
          IntStream.rangeClosed(1, 9)
              .<ChildSpec<?>>mapToObj(n -> ChildSpec.worker("member-" + n, Counter::new))
              .toList());
    }
  }

  private static void failToStart(String... properties) {
    SpringApplication application = new SpringApplication(Tree.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    String[] arguments = List.of(properties).stream().map(it -> "--" + it).toArray(String[]::new);
    try (var context = application.run(arguments)) {
      throw new AssertionError("started: " + context);
    } catch (RuntimeException failed) {
      assertThat(failed).isNotNull();
    }
  }

  private static String lines(String description, String reason, String action) {
    String line = System.lineSeparator();
    return description
        + ":"
        + line
        + line
        + "    "
        + reason
        + line
        + line
        + "Action:"
        + line
        + line
        + action;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shutdown=-1s | a shutdown timeout must not be negative, but was PT-1S",
        "shutdown=soon | it must be a duration, brutal-kill or infinity, but was soon",
        "init-timeout=0s | it must be positive, but was PT0S",
        "callback-limit=-2s | the callback limit must be positive, but was PT-2S",
        "mailbox.capacity=-3 | a mailbox's capacity must be at least 1, but was -3",
        "mailbox.block-timeout=3s | no sender waits for room in this mailbox, since its overflow is"
            + " refuse, not block",
        "backoff.jitter=0.5 | the bean says nothing of a backoff, so that initial-interval and"
            + " max-interval are both needed",
      })
  void anImpossibleValue(String setting, String reason, CapturedOutput output) {
    failToStart("dream.children.counter." + setting);
    String property = setting.startsWith("backoff") ? "backoff" : setting.split("=")[0];
    assertThat(output)
        .contains(
            "The property 'dream.children.counter."
                + property
                + "' cannot be applied to the child 'counter' of the root supervisor, specified by"
                + " the bean 'counter':")
        .contains("    " + reason);
    assertThat(STARTED).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "initial-interval=-1s | the initial interval of a backoff must be positive, but was PT-1S",
        "max-interval=5ms | the max interval of a backoff must be at least its initial interval,"
            + " PT1S, but was PT0.005S",
        "multiplier=0.5 | the multiplier of a backoff must be at least 1, but was 0.5",
        "jitter=1.5 | the jitter of a backoff must be from 0 to 1, but was 1.5",
        "reset-after=0s | the reset time of a backoff must be positive, but was PT0S",
      })
  void anImpossibleBackoff(String setting, String reason, CapturedOutput output) {
    String name = setting.split("=")[0];
    String property = "dream.children.counter.backoff." + name;
    Map<String, String> backoff =
        new HashMap<>(Map.of("initial-interval", "1s", "max-interval", "2s"));
    backoff.put(name, setting.split("=")[1]);
    failToStart(
        backoff.entrySet().stream()
            .map(it -> "dream.children.counter.backoff." + it.getKey() + "=" + it.getValue())
            .toArray(String[]::new));
    assertThat(output)
        .contains("The property '" + property + "' cannot be applied to the child 'counter'")
        .contains(reason);
  }

  @Test
  void anImpossibleValueOfAChildOfASupervisor(CapturedOutput output) {
    failToStart("dream.children.auctions.children.house.shutdown=-1s");
    assertThat(output)
        .contains(
            lines(
                "The property 'dream.children.auctions.children.house.shutdown' cannot be applied"
                    + " to the child 'house' of 'auctions', specified by the bean 'auctions'",
                "a shutdown timeout must not be negative, but was PT-1S",
                "Correct the value, or remove it: then what the bean says holds."));
    assertThat(STARTED).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auctions.supervisor.max-restarts=-1 | maxRestarts must not be negative, but was -1",
        "auctions.supervisor.period=0s | the restart period must be positive, but was PT0S",
        "auctions.supervisor.max-children=3 | it is no dynamic supervisor; only that has a limit",
        "auctions.supervisor.partitions=3 | it is no partition supervisor; only that has some",
        "anew.supervisor.max-restarts=-1 | maxRestarts must not be negative, but was -1",
        "anew.supervisor.max-children=1 | it is no dynamic supervisor; only that has a limit",
        "dynamic.supervisor.max-children=-1 | maxChildren must not be negative, but was -1",
        "dynamic.supervisor.strategy=one_for_all | a dynamic supervisor restarts each child for"
            + " itself",
        "dynamic.supervisor.auto-shutdown=never | a dynamic or partition supervisor does not end"
            + " with its children",
        "dynamic.supervisor.partitions=3 | it is no partition supervisor; only that has some",
        "shards.supervisor.partitions=0 | partitions must be at least 1, but was 0",
        "shards.supervisor.max-children=3 | it is no dynamic supervisor; only that has a limit",
        "shards.supervisor.auto-shutdown=never | a dynamic or partition supervisor does not end"
            + " with its children",
      })
  void anImpossibleRule(String setting, String reason, CapturedOutput output) {
    failToStart("dream.children." + setting);
    assertThat(output)
        .contains("The property 'dream.children." + setting.split("=")[0] + "' cannot be applied")
        .contains("    " + reason);
    assertThat(STARTED).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "counter.supervisor.max-restarts=1, counter.supervisor, it is no supervisor",
    "counter.children.a.restart=temporary, counter.children, it is no supervisor",
    "own.supervisor.max-restarts=1, own.supervisor,"
        + " it is a supervisor that a start function of its own starts",
    "dynamic.children.a.restart=temporary, dynamic.children,"
        + " 'the children of a dynamic supervisor are started, and specified, by code'",
    "shards.children.0.restart=temporary, shards.children.0,"
        + " partitions are not configured one by one",
  })
  void whatAChildHasNot(String setting, String property, String reason, CapturedOutput output) {
    failToStart("dream.children." + setting);
    assertThat(output)
        .contains("The property 'dream.children." + property + "' cannot be applied")
        .contains("    " + reason);
    assertThat(STARTED).isFalse();
  }

  @Test
  void anIdThatTheRootSupervisorHasNot(CapturedOutput output) {
    failToStart("dream.children.coutner.restart=transient");
    assertThat(output)
        .contains(
            lines(
                "The property 'dream.children.coutner' cannot be applied to the root supervisor",
                "it has no child 'coutner', but 'counter', 'anew', 'own', 'job', 'crowd' and 3"
                    + " more",
                "Write 'dream.children.counter' if that is the child that was meant, or remove the"
                    + " property."));
    assertThat(STARTED).isFalse();
  }

  @Test
  void anIdThatTheRootSupervisorHasNotMayBePassedOver() {
    new ApplicationContextRunner()
        .withUserConfiguration(Tree.class)
        .withPropertyValues(
            "dream.root.ignore-unknown-children=true",
            "dream.children.coutner.restart=transient",
            "dream.children.COUNTER.restart=transient")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              ServerRef<Supervisor> root =
                  context.getBean(Dream.class).ref("application.supervisor");
              assertThat(Supervisor.getChildSpec(root, "counter").restart())
                  .isEqualTo(Restart.TRANSIENT);
            });
  }

  @Test
  void anIdThatASupervisorHasNot(CapturedOutput output) {
    failToStart("dream.children.auctions.children.hamer.restart=transient");
    assertThat(output)
        .contains(
            lines(
                "The property 'dream.children.auctions.children.hamer' cannot be applied to the"
                    + " child 'auctions' of the root supervisor, specified by the bean 'auctions'",
                "it has no child 'hamer', but 'hammer', 'house', 'rooms'",
                "Write 'dream.children.auctions.children.hammer' if that is the child that was"
                    + " meant, or remove the property."));
    assertThat(STARTED).isFalse();
  }

  @Test
  void anIdOfMany(CapturedOutput output) {
    failToStart("dream.children.crowd.children.member-99.restart=transient");
    assertThat(output)
        .contains("it has no child 'member-99', but 'member-9', ")
        .contains(" and 4 more");
  }

  @Test
  void anIdWhereThereIsNone(CapturedOutput output) {
    failToStart("dream.children.auctions.children.rooms.children.one.restart=transient");
    assertThat(output).contains("it has no child 'one', and no other");
  }

  @Test
  void anIdThatASupervisorMadeAnewHasNot(CapturedOutput output) {
    failToStart("dream.children.anew.children.inner.children.frist.restart=transient");
    assertThat(output)
        .contains(
            "The property 'dream.children.anew.children.inner.children.frist' cannot be applied to"
                + " the child 'inner' of 'anew', specified by the bean 'outer':")
        .contains("it has no child 'frist', but 'first'");
  }

  @Test
  void aValueThatIsImpossibleForPartitions(CapturedOutput output) {
    failToStart("dream.children.shards.children.each.shutdown=-1s");
    assertThat(output)
        .contains(
            "The property 'dream.children.shards.children.each.shutdown' cannot be applied to the"
                + " child '0' of 'shards', specified by the bean 'shards':");
  }

  @Test
  void twoKeysForOneChild(CapturedOutput output) {
    failToStart(
        "dream.children.[Counter].restart=transient", "dream.children.[COUNTER].restart=temporary");
    assertThat(output)
        .contains("both mean the child 'counter'")
        .contains("Keep one of the two, with the values of both.");
  }

  @Test
  void aSignificantChildThatIsPermanent(CapturedOutput output) {
    failToStart("dream.children.job.children.work.restart=permanent");
    assertThat(output)
        .contains(
            "The property 'dream.children.job.children.work.restart' cannot be applied to the child"
                + " 'work' of 'job', specified by the bean 'job':")
        .contains(
            "the significant child \"work\" must not be permanent; make it transient or temporary");
    assertThat(STARTED).isFalse();
  }

  @Test
  void aSupervisorThatTakesNoSignificantChildren(CapturedOutput output) {
    failToStart("dream.children.job.supervisor.auto-shutdown=never");
    assertThat(output)
        .contains("The property 'dream.children.job.supervisor.auto-shutdown' cannot be applied")
        .contains("the significant child \"work\" does not go with autoShutdown NEVER");
    assertThat(STARTED).isFalse();
  }

  @Test
  void aPropertyThatThereIsNot(CapturedOutput output) {
    failToStart("dream.children.auctions.children.house.shutdwn=1s");
    assertThat(output)
        .contains("dream.children.auctions.children.house.shutdwn")
        .contains("were left unbound");
    assertThat(STARTED).isFalse();
  }

  @Test
  void aWordThatThereIsNot(CapturedOutput output) {
    failToStart("dream.children.auctions.children.house.restart=often");
    assertThat(output)
        .contains("dream.children.auctions.children.house.restart")
        .contains("TEMPORARY");
    assertThat(STARTED).isFalse();
  }
}
