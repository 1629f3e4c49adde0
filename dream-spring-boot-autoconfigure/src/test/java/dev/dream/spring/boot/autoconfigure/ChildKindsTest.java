package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartResult;
import dev.dream.process.Name;
import dev.dream.process.Pid;
import dev.dream.registry.DuplicateRegistry;
import dev.dream.registry.RegistryServer;
import dev.dream.registry.RegistrySpec;
import dev.dream.registry.UniqueRegistry;
import dev.dream.spring.boot.Counter;
import dev.dream.spring.boot.Lamp;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisor;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.DynamicSupervisorWith;
import dev.dream.supervisor.PartitionSupervisor;
import dev.dream.supervisor.PartitionSupervisorSpec;
import dev.dream.supervisor.Supervisor;
import dev.dream.task.Task;
import dev.dream.task.TaskSupervisor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What can be a child by being a bean, and what is injected for it. */
class ChildKindsTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class));

  record Hotel(ServerRef<DynamicSupervisor> rooms) {}

  @Configuration(proxyBeanMethods = false)
  static class Dynamic {

    @Bean
    DynamicSupervisorSpec rooms() {
      return DynamicSupervisorSpec.DEFAULT.maxChildren(1);
    }

    @Bean
    Hotel hotel(ServerRef<DynamicSupervisor> rooms) {
      return new Hotel(rooms);
    }
  }

  @Test
  void aDynamicSupervisorIsASpecificationBean() {
    runner
        .withUserConfiguration(Dynamic.class)
        .run(
            context -> {
              ServerRef<DynamicSupervisor> rooms = context.getBean(Hotel.class).rooms();
              assertThat(rooms).hasToString("ServerRef[\"rooms\"]");
              StartResult first =
                  DynamicSupervisor.startChild(rooms, ChildSpec.worker(Counter::new));
              assertThat(first).isInstanceOf(StartResult.Started.class);
              assertThat(DynamicSupervisor.whichChildren(rooms)).hasSize(1);
            });
  }

  record Counters(
      ServerRef<DynamicSupervisor> plain, ServerRef<DynamicSupervisorWith<Integer>> withStart) {}

  @Configuration(proxyBeanMethods = false)
  static class DynamicChildSpecs {

    @Bean
    ChildSpec<DynamicSupervisor> plain() {
      return ChildSpec.dynamicSupervisor("", DynamicSupervisorSpec.DEFAULT);
    }

    @Bean
    ChildSpec<DynamicSupervisorWith<Integer>> withStart() {
      return ChildSpec.dynamicSupervisor("", DynamicSupervisorSpec.DEFAULT, 40);
    }

    @Bean
    Counters counters(
        ServerRef<DynamicSupervisor> plain, ServerRef<DynamicSupervisorWith<Integer>> withStart) {
      return new Counters(plain, withStart);
    }
  }

  @Test
  void aDynamicSupervisorIsToldApartByItsArgument() {
    runner
        .withUserConfiguration(DynamicChildSpecs.class)
        .run(
            context -> {
              Counters counters = context.getBean(Counters.class);
              assertThat(counters.plain()).hasToString("ServerRef[\"plain\"]");
              Pid pid =
                  DynamicSupervisorWith.startChild(
                          counters.withStart(), start -> ChildSpec.worker(() -> new Counter(start)))
                      .started()
                      .orElseThrow();
              ServerRef<Counter> counter = context.getBean(Dream.class).ref(pid);
              assertThat(counter.call(new Counter.Add(2))).isEqualTo(42);
            });
  }

  record Shards(ServerRef<PartitionSupervisor> shards) {}

  @Configuration(proxyBeanMethods = false)
  static class Partitions {

    @Bean
    PartitionSupervisorSpec shards() {
      return PartitionSupervisorSpec.of(ChildSpec.worker(Counter::new)).partitions(3);
    }

    @Bean
    Shards client(ServerRef<PartitionSupervisor> shards) {
      return new Shards(shards);
    }
  }

  @Test
  void aPartitionSupervisorIsASpecificationBean() {
    runner
        .withUserConfiguration(Partitions.class)
        .run(
            context -> {
              Dream dream = context.getBean(Dream.class);
              assertThat(context.getBean(Shards.class).shards().pid()).isPresent();
              ServerRef<Counter> second =
                  dream.ref(PartitionSupervisor.via(dream.node(), new Name("shards"), 1));
              assertThat(second.call(new Counter.Add(1))).isOne();
              assertThat(PartitionSupervisor.partitions(dream.node(), new Name("shards")))
                  .isEqualTo(3);
            });
  }

  record Background(ServerRef<TaskSupervisor> tasks) {}

  @Configuration(proxyBeanMethods = false)
  static class Tasks {

    private final CountDownLatch warm = new CountDownLatch(1);

    @Bean
    ChildSpec<TaskSupervisor> tasks() {
      return TaskSupervisor.childSpec();
    }

    @Bean
    ChildSpec<?> warmUp() {
      return Task.childSpec(warm::countDown);
    }

    @Bean
    Background background(ServerRef<TaskSupervisor> tasks) {
      return new Background(tasks);
    }
  }

  @Test
  void aTaskSupervisorAndATaskAreChildren() {
    runner
        .withUserConfiguration(Tasks.class)
        .run(
            context -> {
              assertThat(context.getBean(Tasks.class).warm.await(10, TimeUnit.SECONDS)).isTrue();
              CountDownLatch done = new CountDownLatch(1);
              TaskSupervisor.startChild(context.getBean(Background.class).tasks(), done::countDown);
              assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
              assertThat(context.getBean(Background.class).tasks())
                  .hasToString("ServerRef[\"tasks\"]");
            });
  }

  record Light(ServerRef<Lamp> lamp) {}

  @Configuration(proxyBeanMethods = false)
  static class StateMachine {

    @Bean
    ChildSpec<Lamp> lamp() {
      return ChildSpec.worker(Lamp::new);
    }

    @Bean
    Light light(ServerRef<Lamp> lamp) {
      return new Light(lamp);
    }
  }

  @Test
  void aStateMachineIsAChildLikeAnyServer() {
    runner
        .withUserConfiguration(StateMachine.class)
        .run(
            context ->
                assertThat(context.getBean(Light.class).lamp().call(new Lamp.Press()))
                    .isEqualTo(Lamp.State.ON));
  }

  record Directory(
      UniqueRegistry<String, Integer> rooms,
      UniqueRegistry<Long, Integer> seats,
      DuplicateRegistry<String, Integer> topics) {}

  @Configuration(proxyBeanMethods = false)
  static class Registries {

    /** Needs who needs the registry: that must not need this in turn. */
    @Bean
    ChildSpec<UniqueRegistry<String, Integer>> rooms(Directory directory) {
      return UniqueRegistry.childSpec(
          "", RegistrySpec.unique().meta("neighbour", directory.seats().name()));
    }

    @Bean
    ChildSpec<UniqueRegistry<Long, Integer>> seats() {
      return UniqueRegistry.childSpec("seats-of-all-rooms");
    }

    @Bean
    ChildSpec<DuplicateRegistry<String, Integer>> topics() {
      return DuplicateRegistry.childSpec();
    }

    @Bean
    Directory directory(
        UniqueRegistry<String, Integer> rooms,
        UniqueRegistry<Long, Integer> seats,
        DuplicateRegistry<String, Integer> topics) {
      return new Directory(rooms, seats, topics);
    }
  }

  @Test
  void aRegistryIsInjectedByTheTypesOfItsKeysAndValues() {
    runner
        .withUserConfiguration(Registries.class)
        .run(
            context -> {
              Dream dream = context.getBean(Dream.class);
              Directory directory = context.getBean(Directory.class);
              assertThat(directory.rooms().name()).isEqualTo("rooms");
              assertThat(directory.seats().name()).isEqualTo("seats-of-all-rooms");
              dream.run(
                  () -> {
                    directory.rooms().register("kitchen", 1);
                    directory.seats().register(7L, 2);
                    directory.topics().register("news", 3);
                    directory.topics().register("news", 4);
                    assertThat(directory.rooms().lookup("kitchen")).hasSize(1);
                    assertThat(directory.seats().lookup(7L)).hasSize(1);
                    assertThat(directory.topics().lookup("news")).hasSize(2);
                    return true;
                  });
              assertThat(directory.rooms().meta("neighbour")).contains("seats");
            });
  }

  record OneOf(UniqueRegistry<String, Integer> registry) {}

  @Configuration(proxyBeanMethods = false)
  static class EqualRegistries {

    @Bean
    ChildSpec<UniqueRegistry<String, Integer>> left() {
      return UniqueRegistry.childSpec();
    }

    @Bean
    ChildSpec<UniqueRegistry<String, Integer>> right() {
      return UniqueRegistry.childSpec("right-id");
    }

    @Bean
    OneOf byBean(@Qualifier("left") UniqueRegistry<String, Integer> registry) {
      return new OneOf(registry);
    }

    @Bean
    OneOf byId(@Qualifier("right-id") UniqueRegistry<String, Integer> registry) {
      return new OneOf(registry);
    }
  }

  @Test
  void registriesOfOneTypeAreToldApartByQualifier() {
    runner
        .withUserConfiguration(EqualRegistries.class)
        .run(
            context -> {
              assertThat(context.getBean("byBean", OneOf.class).registry().name())
                  .isEqualTo("left");
              assertThat(context.getBean("byId", OneOf.class).registry().name())
                  .isEqualTo("right-id");
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class UntypedRegistry {

    @Bean
    ChildSpec<RegistryServer> rooms() {
      return ChildSpec.worker(RegistrySpec.unique());
    }
  }

  @Test
  void aRegistryWithoutTypesIsFoundByItsName() {
    runner
        .withUserConfiguration(UntypedRegistry.class)
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(UniqueRegistry.class);
              Dream dream = context.getBean(Dream.class);
              assertThat(UniqueRegistry.named(dream.node(), "rooms").count()).isZero();
            });
  }

  @Test
  void eachIsAChildOfTheRootSupervisor() {
    runner
        .withUserConfiguration(Dynamic.class, Partitions.class, StateMachine.class, Topics.class)
        .run(
            context -> {
              Dream dream = context.getBean(Dream.class);
              Pid root = dream.whereis("application.supervisor").orElseThrow();
              assertThat(Supervisor.info(dream.node(), root).orElseThrow().children())
                  .extracting(child -> child.id())
                  .containsExactly("rooms", "shards", "lamp", "topics");
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class Topics {

    @Bean
    ChildSpec<DuplicateRegistry<String, String>> topics() {
      return DuplicateRegistry.childSpec();
    }
  }
}
