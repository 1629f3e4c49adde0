package dev.dream.spring.boot.actuate;

import dev.dream.Dream;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The engine's meters. */
@AutoConfiguration(
    after = DreamAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({Dream.class, MeterBinder.class})
@ConditionalOnBean(Dream.class)
public final class DreamMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  DreamMetrics dreamMetrics(Dream dream) {
    return new DreamMetrics(dream);
  }
}
