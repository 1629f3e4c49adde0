package dev.dream.spring.boot.test;

import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import dev.dream.spring.boot.autoconfigure.DreamOptionsCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

/** What a test asks of the engine. */
@AutoConfiguration(before = DreamAutoConfiguration.class)
final class DreamTestAutoConfiguration {

  @Bean
  @ConditionalOnBooleanProperty("dream.test.virtual-time")
  DreamOptionsCustomizer virtualTime() {
    return options -> options.virtualTime(true);
  }
}
