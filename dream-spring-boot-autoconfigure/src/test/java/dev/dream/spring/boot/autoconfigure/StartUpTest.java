package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dream.Dream;
import dev.dream.process.ExitReason;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.boot.context.metrics.buffering.StartupTimeline.TimelineEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.metrics.StartupStep;

/** The start of processes as steps of the application's. */
class StartUpTest {

  @Configuration(proxyBeanMethods = false)
  static class Tree {

    @Bean
    ChildSpec<Counter> counter() {
      return ChildSpec.worker(Counter::new);
    }

    @Bean
    SupervisorSpec rooms() {
      return SupervisorSpec.oneForOne(ChildSpec.worker("first", Counter::new).named());
    }
  }

  private final BufferingApplicationStartup startup = new BufferingApplicationStartup(1_000);
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withInitializer(context -> context.setApplicationStartup(startup))
          .withUserConfiguration(Tree.class)
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class));

  private List<TimelineEvent> steps(String name) {
    return startup.getBufferedTimeline().getEvents().stream()
        .filter(event -> event.getStartupStep().getName().equals(name))
        .toList();
  }

  private static Optional<String> tag(TimelineEvent event, String key) {
    return StreamSupport.stream(event.getStartupStep().getTags().spliterator(), false)
        .filter(tag -> tag.getKey().equals(key))
        .map(StartupStep.Tag::getValue)
        .findFirst();
  }

  @Test
  void eachChildIsOne() {
    runner.run(
        context -> {
          assertThat(context).hasNotFailed();
          assertThat(steps("dream.child.start"))
              .extracting(
                  event -> tag(event, "child").orElseThrow(),
                  event -> tag(event, "bean").orElseThrow(),
                  event -> tag(event, "result").orElseThrow())
              .containsExactlyInAnyOrder(
                  tuple("dream.children.counter", "counter", "started"),
                  tuple("dream.children.rooms", "rooms", "started"),
                  tuple("dream.children.rooms.children.first", "rooms", "started"));
          long whole = steps("dream.start").getFirst().getStartupStep().getId();
          assertThat(steps("dream.child.start"))
              .filteredOn(event -> !tag(event, "child").orElseThrow().endsWith("first"))
              .extracting(event -> event.getStartupStep().getParentId())
              .containsOnly(whole);
        });
  }

  @Test
  void restartsAreNone() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          var before = dream.whereis("counter").orElseThrow();
          dream.exit(before, ExitReason.KILL);
          Awaitility.await()
              .until(() -> dream.whereis("counter").filter(now -> !now.equals(before)).isPresent());
          assertThat(steps("dream.child.start")).hasSize(3);
        });
  }
}
