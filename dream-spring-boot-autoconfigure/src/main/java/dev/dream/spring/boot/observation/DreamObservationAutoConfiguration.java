package dev.dream.spring.boot.observation;

import dev.dream.Dream;
import dev.dream.process.MessageObserver;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Makes observations of calls, casts and what servers do, if there is a registry for them. */
@AutoConfiguration(
    before = DreamAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({Dream.class, ObservationRegistry.class})
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "dream.observations.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DreamObservationProperties.class)
public final class DreamObservationAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  MessageObserver dreamMessageObserver(
      DreamObservationProperties properties,
      ObservationRegistry registry,
      ObjectProvider<DreamObservationConvention.OfCall> calls,
      ObjectProvider<DreamObservationConvention.OfCast> casts,
      ObjectProvider<DreamObservationConvention.OfProcess> processes) {
    return new ObservedMessages(
        registry,
        properties.untracedCalls(),
        calls.getIfAvailable(),
        casts.getIfAvailable(),
        processes.getIfAvailable());
  }
}
