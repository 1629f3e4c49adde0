package dev.dream.benchmarks.workloads;

import dev.dream.Dream;
import dev.dream.benchmarks.Engines;
import dev.dream.spring.boot.autoconfigure.DreamAutoConfiguration;
import dev.dream.spring.boot.context.DreamContextAutoConfiguration;
import dev.dream.spring.boot.observation.DreamObservationAutoConfiguration;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Engines as Spring Boot makes them. */
final class SpringApplications {

  private SpringApplications() {}

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({DreamAutoConfiguration.class, DreamContextAutoConfiguration.class})
  static class Propagating {}

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    DreamAutoConfiguration.class,
    DreamContextAutoConfiguration.class,
    DreamObservationAutoConfiguration.class
  })
  static class Observing {

    /** Times what is observed, as with Actuator. */
    @Bean
    ObservationRegistry observations() {
      ObservationRegistry registry = ObservationRegistry.create();
      registry
          .observationConfig()
          .observationHandler(new DefaultMeterObservationHandler(new SimpleMeterRegistry()));
      return registry;
    }
  }

  /** Returns an engine in which context goes along with messages: there is none. */
  static Dream propagating(Engines engines) {
    return engine(engines, Propagating.class);
  }

  /** Returns an engine in which calls, and what servers do for them, are observed as well. */
  static Dream observing(Engines engines) {
    return engine(engines, Observing.class);
  }

  private static Dream engine(Engines engines, Class<?> configuration) {
    var context = new AnnotationConfigApplicationContext(configuration);
    engines.closeWithThem(context::close);
    return context.getBean(Dream.class);
  }
}
