package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DreamAutoConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DreamAutoConfiguration.class));

  @Test
  void isOnByDefault() {
    runner.run(context -> assertThat(context).hasSingleBean(DreamProperties.class));
  }

  @Test
  void canBeSwitchedOff() {
    runner
        .withPropertyValues("dream.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(DreamProperties.class));
  }

  @Test
  void backsOffWithoutTheEngine() {
    runner
        .withClassLoader(new FilteredClassLoader(Dream.class))
        .run(context -> assertThat(context).doesNotHaveBean(DreamProperties.class));
  }
}
