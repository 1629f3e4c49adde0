package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import dev.dream.spring.boot.autoconfigure.DreamLifecycle;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;

/** The engine's part of the endpoint {@code health}. */
@AutoConfiguration(
    after = DreamAutoConfiguration.class,
    beforeName =
        "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({Dream.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(Dream.class)
@ConditionalOnEnabledHealthIndicator("dream")
public final class DreamHealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = {"dreamHealthIndicator", "dreamHealthContributor"})
  DreamHealthIndicator dreamHealthContributor(Dream dream, DreamLifecycle lifecycle) {
    return new DreamHealthIndicator(dream, lifecycle);
  }
}
