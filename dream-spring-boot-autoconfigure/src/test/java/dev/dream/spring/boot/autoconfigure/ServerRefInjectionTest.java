package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Dream;
import dev.dream.agent.Agent;
import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.process.Pid;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorSpec;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ServerRefInjectionTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class));

  record Client(ServerRef<Counter> counter) {}

  @Configuration(proxyBeanMethods = false)
  static class OneCounter {

    @Bean
    ChildSpec<Counter> counter() {
      return ChildSpec.worker(Counter::new);
    }

    @Bean
    Client client(ServerRef<Counter> counter) {
      return new Client(counter);
    }
  }

  @Test
  void isInjectedByType() {
    runner
        .withUserConfiguration(OneCounter.class)
        .run(
            context -> {
              ServerRef<Counter> counter = context.getBean(Client.class).counter();
              assertThat(counter.call(new Counter.Add(5))).isEqualTo(5);
              assertThat(counter.call(new Counter.Add(2))).isEqualTo(7);
              assertThat(counter).hasToString("ServerRef[\"counter\"]");
            });
  }

  @Test
  void survivesRestarts() {
    runner
        .withUserConfiguration(OneCounter.class)
        .run(
            context -> {
              ServerRef<Counter> counter = context.getBean(Client.class).counter();
              Pid first = counter.pid().orElseThrow();
              counter.cast(new Counter.Crash());
              Awaitility.await()
                  .until(() -> counter.pid().filter(p -> !p.equals(first)).isPresent());
              assertThat(counter.call(new Counter.Add(5))).isEqualTo(5);
            });
  }

  @Test
  void waitsAsLongAsThePropertySays() {
    runner
        .withUserConfiguration(OneCounter.class)
        .withPropertyValues("dream.call-timeout=7s")
        .run(
            context ->
                assertThat(context.getBean(Dream.class).options().callTimeout())
                    .isEqualTo(Duration.ofSeconds(7)));
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoCounters {

    @Bean
    ChildSpec<Counter> left() {
      return ChildSpec.worker(() -> new Counter(10));
    }

    @Bean
    ChildSpec<Counter> right() {
      return ChildSpec.worker("right-id", () -> new Counter(20));
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class QualifiedClients {

    @Bean
    Client leftByBean(@Qualifier("left") ServerRef<Counter> counter) {
      return new Client(counter);
    }

    @Bean
    Client rightByBean(@Qualifier("right") ServerRef<Counter> counter) {
      return new Client(counter);
    }

    @Bean
    Client rightById(@Qualifier("right-id") ServerRef<Counter> counter) {
      return new Client(counter);
    }

    @Bean
    Client byParameterName(ServerRef<Counter> rightRef) {
      return new Client(rightRef);
    }
  }

  @Test
  void isInjectedByQualifier() {
    runner
        .withUserConfiguration(QualifiedClients.class, TwoCounters.class)
        .run(
            context -> {
              assertThat(valueOf(context.getBean("leftByBean", Client.class))).isEqualTo(10);
              assertThat(valueOf(context.getBean("rightByBean", Client.class))).isEqualTo(20);
              assertThat(valueOf(context.getBean("rightById", Client.class))).isEqualTo(20);
              assertThat(valueOf(context.getBean("byParameterName", Client.class))).isEqualTo(20);
            });
  }

  private static int valueOf(Client client) {
    return client.counter().call(new Counter.Add(0));
  }

  record All(List<ServerRef<Counter>> counters) {}

  @Configuration(proxyBeanMethods = false)
  static class ClientOfAll {

    @Bean
    All all(List<ServerRef<Counter>> counters) {
      return new All(counters);
    }
  }

  @Test
  void aListHasEachChildOnce() {
    runner
        .withUserConfiguration(TwoCounters.class, ClientOfAll.class)
        .run(context -> assertThat(context.getBean(All.class).counters()).hasSize(2));
  }

  @Test
  void isAmbiguousWithoutAQualifier() {
    runner
        .withUserConfiguration(TwoCounters.class)
        .withBean("client", Client.class)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasMessageContaining("expected single matching bean but found 2"));
  }

  /** What each child needs itself wants a reference to the other. */
  @Configuration(proxyBeanMethods = false)
  static class Circle {

    @Bean
    Client neededByRight(@Qualifier("left") ServerRef<Counter> counter) {
      return new Client(counter);
    }

    @Bean
    Client neededByLeft(@Qualifier("right") ServerRef<Counter> counter) {
      return new Client(counter);
    }

    @Bean
    ChildSpec<Counter> left(@Qualifier("neededByLeft") Client client) {
      return ChildSpec.worker(() -> new Counter(1));
    }

    @Bean
    ChildSpec<Counter> right(@Qualifier("neededByRight") Client client) {
      return ChildSpec.worker("right-id", () -> new Counter(2));
    }
  }

  @Test
  void makesNoCircleOfChildrenThatNeedEachOther() {
    runner
        .withUserConfiguration(Circle.class)
        .run(
            context -> {
              assertThat(valueOf(context.getBean("neededByRight", Client.class))).isEqualTo(1);
              assertThat(valueOf(context.getBean("neededByLeft", Client.class))).isEqualTo(2);
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class Tree {

    @Bean
    SupervisorSpec rooms() {
      return SupervisorSpec.oneForOne(ChildSpec.worker("first", Counter::new).named());
    }

    @Bean
    Keeper keeper(ServerRef<Supervisor> rooms) {
      return new Keeper(rooms);
    }
  }

  record Keeper(ServerRef<Supervisor> rooms) {}

  @Test
  void isInjectedForASupervisor() {
    runner
        .withUserConfiguration(Tree.class)
        .run(
            context -> {
              ServerRef<Supervisor> rooms = context.getBean(Keeper.class).rooms();
              assertThat(rooms).hasToString("ServerRef[\"rooms\"]");
              assertThat(Supervisor.whichChildren(rooms)).hasSize(1);
            });
  }

  record Shop(ServerRef<Agent<List<String>>> basket, ServerRef<Agent<Integer>> visits) {}

  @Configuration(proxyBeanMethods = false)
  static class TwoAgents {

    @Bean
    ChildSpec<Agent<List<String>>> basket() {
      return Agent.childSpec(List::of);
    }

    @Bean
    ChildSpec<Agent<Integer>> visits() {
      return Agent.childSpec(() -> 0);
    }

    @Bean
    Shop shop(ServerRef<Agent<List<String>>> basket, ServerRef<Agent<Integer>> visits) {
      return new Shop(basket, visits);
    }
  }

  @Test
  void isInjectedForAnAgentByTheTypeOfItsState() {
    runner
        .withUserConfiguration(TwoAgents.class)
        .run(
            context -> {
              Shop shop = context.getBean(Shop.class);
              Agent.update(shop.visits(), visits -> visits + 1);
              Agent.update(shop.basket(), _ -> List.of("tea"));
              int visits = Agent.get(shop.visits(), count -> count);
              List<String> basket = Agent.get(shop.basket(), items -> items);
              assertThat(visits).isOne();
              assertThat(basket).containsExactly("tea");
              assertThat(shop.basket()).hasToString("ServerRef[\"basket\"]");
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class OfAnyKind {

    @Bean
    ChildSpec<?> counter() {
      return ChildSpec.worker(Counter::new);
    }
  }

  @Test
  void aChildOfUnknownKindHasNoReferenceButRuns() {
    runner
        .withUserConfiguration(OfAnyKind.class)
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(ServerRef.class);
              assertThat(context.getBean(Dream.class).whereis("counter")).isPresent();
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class EarlyCaller {

    @Bean
    InitializingBean early(ServerRef<Counter> counter) {
      return () ->
          assertThatExceptionOfType(CallException.class)
              .isThrownBy(() -> counter.call(new Counter.Add(1)))
              .withMessageContaining("no process has that name");
    }
  }

  @Test
  void aCallBeforeTheStartFindsNoProcess() {
    runner
        .withUserConfiguration(EarlyCaller.class, OneCounter.class)
        .run(context -> assertThat(context).hasNotFailed());
  }
}
