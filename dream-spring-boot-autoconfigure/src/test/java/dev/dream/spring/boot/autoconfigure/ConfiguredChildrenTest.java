package dev.dream.spring.boot.autoconfigure;

import static dev.dream.spring.boot.autoconfigure.RunningTree.ROOT;
import static dev.dream.spring.boot.autoconfigure.RunningTree.info;
import static dev.dream.spring.boot.autoconfigure.RunningTree.rules;
import static dev.dream.spring.boot.autoconfigure.RunningTree.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildInfo;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.SupervisorSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Which children the keys of the configuration mean, in all spellings and from all sources. */
class ConfiguredChildrenTest {

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

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class))
          .withUserConfiguration(Named.class);

  private ApplicationContextRunner withEnvironment(Map<String, Object> variables) {
    return runner.withInitializer(
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
              ChildInfo child = info(context, ROOT, "auctionSupervisor");
              assertThat(child.restart()).isEqualTo(Restart.TRANSIENT);
              assertThat(child.shutdown()).hasToString("3 s");
              assertThat(rules(context, "auctionSupervisor").maxRestarts()).isEqualTo(8);
            });
  }

  @ParameterizedTest
  @CsvSource({"auctionSupervisor", "auction-supervisor", "auction_supervisor"})
  void meanTheSameInAllOfSpringsSpellings(String key) {
    runner
        .withPropertyValues("dream.children." + key + ".shutdown=3s")
        .run(
            context ->
                assertThat(info(context, ROOT, "auctionSupervisor").shutdown()).hasToString("3 s"));
  }

  @Test
  void inBracketsAreTakenAsTheyAre() {
    runner
        .withPropertyValues("dream.children.[the.clock].shutdown=3s")
        .run(context -> assertThat(info(context, ROOT, "the.clock").shutdown()).hasToString("3 s"));
  }
}
