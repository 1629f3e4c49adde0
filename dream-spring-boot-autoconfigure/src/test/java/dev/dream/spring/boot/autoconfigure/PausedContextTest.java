package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.keyed.Keyed;
import dev.dream.keyed.KeyedSpec;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Contexts that are paused and restarted: by the test framework, which pauses cached contexts that
 * no test uses, and by whoever makes a checkpoint of the JVM.
 */
class PausedContextTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class))
          .withPropertyValues("spring.application.name=paused")
          .withUserConfiguration(Counting.class);

  /** A bean with a reference to a process. */
  record Client(ServerRef<Counter> counter) {

    int add(int by) {
      return counter.call(new Counter.Add(by));
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Counting {

    @Bean
    ChildSpec<Counter> counter() {
      return ChildSpec.worker(Counter::new);
    }

    @Bean
    Client client(ServerRef<Counter> counter) {
      return new Client(counter);
    }
  }

  /** Returns the threads of an engine that would keep the JVM up. */
  private static List<Thread> keepers(Dream dream) {
    String prefix = dream.node().id().name();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix) && !thread.isDaemon())
        .toList();
  }

  @Test
  void injectedReferencesLeadToTheNewProcesses() {
    runner.run(
        context -> {
          Client client = context.getBean(Client.class);
          assertThat(client.add(2)).isEqualTo(2);

          for (int round = 0; round < 3; round++) {
            context.getSourceApplicationContext().pause();
            context.getSourceApplicationContext().restart();
            assertThat(client.add(2)).as("its state was in memory, and is lost").isEqualTo(2);
            assertThat(client.add(2)).isEqualTo(4);
          }
        });
  }

  /** A service, which counts its calls. */
  interface Visits {
    int visit();
  }

  static final class CountedVisits implements Visits {

    private int visits;

    @Override
    public int visit() {
      return ++visits;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Services {

    @Bean
    ChildSpec<Visits> visits() {
      return ChildSpec.service(Visits.class, CountedVisits::new);
    }

    @Bean
    KeyedSpec<String, Visits> visitsByGuest() {
      return Keyed.service(Visits.class, (String guest) -> new CountedVisits());
    }

    @Bean
    Guests guests(Visits visits, Keyed<String, Visits> byGuest) {
      return new Guests(visits, byGuest);
    }
  }

  record Guests(Visits all, Keyed<String, Visits> byGuest) {}

  @Test
  void soDoServicesAndProcessesByKey() {
    runner
        .withUserConfiguration(Services.class)
        .run(
            context -> {
              Guests guests = context.getBean(Guests.class);
              guests.all().visit();
              guests.byGuest().get("ann").visit();

              context.getSourceApplicationContext().pause();
              context.getSourceApplicationContext().restart();

              assertThat(guests.all().visit()).isEqualTo(1);
              assertThat(guests.byGuest().get("ann").visit()).isEqualTo(1);
              assertThat(guests.byGuest().get("ann").visit()).isEqualTo(2);
            });
  }

  @Test
  void aRestartOfARunningContextStopsItFirst() {
    runner.run(
        context -> {
          Client client = context.getBean(Client.class);
          client.add(2);

          context.getSourceApplicationContext().restart();

          assertThat(client.add(2)).isEqualTo(2);
        });
  }

  @Test
  void noProcessRunsMeanwhileAndNothingKeepsTheJvmUp() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          context.getBean(Client.class).add(1);
          assertThat(keepers(dream)).isNotEmpty();

          context.getSourceApplicationContext().pause();

          assertThat(dream.processes()).isEmpty();
          assertThat(dream.registered()).isEmpty();
          assertThat(dream.fencedThreads()).isEmpty();
          Awaitility.await().until(() -> keepers(dream).isEmpty());
        });
  }

  @Test
  void otherContextsAreNotTouched() {
    runner.run(
        paused ->
            runner.run(
                other -> {
                  Client client = other.getBean(Client.class);
                  client.add(2);

                  paused.getSourceApplicationContext(ConfigurableApplicationContext.class).pause();

                  assertThat(client.add(2)).isEqualTo(4);
                }));
  }
}
