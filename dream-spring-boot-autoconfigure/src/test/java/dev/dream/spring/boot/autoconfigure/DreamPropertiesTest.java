package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.process.Mailbox;
import dev.dream.process.WatchOptions;
import dev.dream.spring.boot.autoconfigure.DreamProperties.MailboxLimits.ExpiredCalls;
import dev.dream.spring.boot.autoconfigure.DreamProperties.MailboxLimits.Overflow;
import dev.dream.supervisor.Strategy;
import dev.dream.supervisor.Supervisor;
import dev.dream.supervisor.SupervisorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DreamPropertiesTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class));

  @Test
  void haveDefaults() {
    runner.run(
        context ->
            assertThat(context.getBean(DreamProperties.class))
                .isEqualTo(
                    new DreamProperties(
                        true,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        null,
                        null,
                        true,
                        null,
                        new DreamProperties.Lifecycle(SmartLifecycle.DEFAULT_PHASE - 4096),
                        new DreamProperties.Root(
                            Strategy.ONE_FOR_ONE,
                            3,
                            Duration.ofSeconds(5),
                            RootFailureAction.BREAK_LIVENESS,
                            false),
                        new DreamProperties.Messages(false),
                        new DreamProperties.MailboxLimits(
                            100_000, Overflow.REFUSE, Duration.ofSeconds(1), ExpiredCalls.SKIP),
                        new DreamProperties.DeadLetterBuffer(1000),
                        new DreamProperties.Watch(
                            Duration.ofSeconds(1), 10_000, Duration.ofSeconds(10)),
                        new DreamProperties.Crashes(100),
                        new DreamProperties.Web(true))));
  }

  @Test
  void reachTheEngine() {
    runner
        .withPropertyValues(
            "spring.application.name=shop",
            "dream.parallelism=3",
            "dream.shutdown-timeout=7s",
            "dream.mailbox.capacity=9",
            "dream.mailbox.overflow=block",
            "dream.mailbox.block-timeout=3s",
            "dream.mailbox.expired-calls=serve",
            "dream.dead-letters.capacity=12",
            "dream.drain-timeout=2s",
            "dream.watch.callback-limit=300ms",
            "dream.watch.mailbox-depth=77",
            "dream.watch.mailbox-age=8s",
            "dream.root.strategy=rest-for-one",
            "dream.root.max-restarts=9",
            "dream.root.period=11s")
        .run(
            context -> {
              Dream dream = context.getBean(Dream.class);
              assertThat(dream.options().name()).isEqualTo("shop");
              assertThat(dream.options().node().parallelism()).isEqualTo(3);
              assertThat(dream.options().shutdownTimeout()).isEqualTo(Duration.ofSeconds(7));
              assertThat(dream.options().node().mailbox())
                  .isEqualTo(Mailbox.of(9).blocking(Duration.ofSeconds(3)));
              assertThat(dream.options().node().deadLetters()).isEqualTo(12);
              assertThat(dream.options().drainTimeout()).isEqualTo(Duration.ofSeconds(2));
              assertThat(dream.options().node().watch())
                  .isEqualTo(new WatchOptions(Duration.ofMillis(300), 77, Duration.ofSeconds(8)));
              assertThat(Supervisor.info(dream.node(), dream.whereis("shop.supervisor").get()))
                  .contains(
                      new SupervisorInfo(
                          false, Strategy.REST_FOR_ONE, 9, Duration.ofSeconds(11), 0, List.of()));
            });
  }

  @Test
  void canBeCustomized() {
    runner
        .withBean(DreamOptionsCustomizer.class, () -> options -> options.name("another"))
        .run(
            context ->
                assertThat(context.getBean(Dream.class).options().name()).isEqualTo("another"));
  }

  @ParameterizedTest
  @CsvSource({
    "dream.call-timeout, 0s, PT0S",
    "dream.shutdown-timeout, -1s, PT-1S",
    "dream.shutdown-timeout, 25h, PT25H",
    "dream.drain-timeout, -1s, PT-1S",
    "dream.drain-timeout, 21s, PT21S",
    "dream.readiness-timeout, 0s, PT0S",
    "dream.parallelism, 0, 0",
    "dream.parallelism, 65, 65",
    "dream.root.max-restarts, -1, -1",
    "dream.root.period, 0s, PT0S",
    "dream.mailbox.capacity, -1, -1",
    "dream.mailbox.block-timeout, 0s, PT0S",
    "dream.dead-letters.capacity, -1, -1",
    "dream.dead-letters.capacity, 1000001, 1000001",
    "dream.watch.callback-limit, 0s, PT0S",
    "dream.watch.mailbox-depth, 0, 0",
    "dream.watch.mailbox-age, 25h, PT25H",
    "dream.crashes.capacity, -1, -1",
    "dream.crashes.capacity, 10001, 10001",
  })
  void refuseImpossibleValues(String property, String value, String shown) {
    runner
        .withPropertyValues(property + "=" + value)
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining(property)
                    .hasMessageContaining(shown)
                    .hasMessageContaining("must"));
  }

  @ParameterizedTest
  @CsvSource({
    "dream.enabled, java.lang.Boolean, true",
    "dream.call-timeout, java.time.Duration, 5s",
    "dream.shutdown-timeout, java.time.Duration, 20s",
    "dream.drain-timeout, java.time.Duration,",
    "dream.readiness-timeout, java.time.Duration,",
    "dream.keep-alive, java.lang.Boolean, true",
    "dream.parallelism, java.lang.Integer,",
    "dream.lifecycle.phase, java.lang.Integer, 2147479551",
    "dream.root.strategy, dev.dream.supervisor.Strategy, one_for_one",
    "dream.root.max-restarts, java.lang.Integer, 3",
    "dream.root.period, java.time.Duration, 5s",
    "dream.root.on-failure, dev.dream.spring.boot.autoconfigure.RootFailureAction, break-liveness",
    "dream.messages.verify, java.lang.Boolean, false",
    "dream.mailbox.capacity, java.lang.Integer, 100000",
    "dream.dead-letters.capacity, java.lang.Integer, 1000",
    "management.endpoint.dreamdeadletters.show-values,"
        + " org.springframework.boot.actuate.endpoint.Show, never",
    "dream.watch.callback-limit, java.time.Duration, 1s",
    "dream.watch.mailbox-depth, java.lang.Integer, 10000",
    "dream.watch.mailbox-age, java.time.Duration, 10s",
    "dream.crashes.capacity, java.lang.Integer, 100",
    "management.endpoint.dreamcrashes.show-values,"
        + " org.springframework.boot.actuate.endpoint.Show, never",
    "management.endpoint.dreamprocesses.access,"
        + " org.springframework.boot.actuate.endpoint.Access, read_only",
    "management.endpoint.dreamsupervisors.access,"
        + " org.springframework.boot.actuate.endpoint.Access, read_only",
  })
  void areDescribedByMetadata(String name, String type, String defaultValue) throws IOException {
    JsonNode property = metadata(name);
    assertThat(property.path("type").asString()).isEqualTo(type);
    assertThat(property.path("description").asString()).isNotBlank();
    assertThat(property.path("defaultValue").asString(null)).isEqualTo(defaultValue);
  }

  private static JsonNode metadata(String name) throws IOException {
    String file = "/META-INF/spring-configuration-metadata.json";
    try (InputStream in = DreamProperties.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      JsonNode all = JsonMapper.shared().readTree(text);
      return all.path("properties")
          .valueStream()
          .filter(property -> property.path("name").asString().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError(name + " is missing in " + text));
    }
  }
}
