package dev.dream.spring.boot.web;

import dev.dream.Dream;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** What controllers throw because of processes becomes an answer, with Spring MVC and WebFlux. */
@AutoConfiguration
@ConditionalOnClass({Dream.class, ControllerAdvice.class})
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty(name = "dream.enabled", matchIfMissing = true)
public final class DreamWebAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBooleanProperty(name = "dream.web.handle-overload", matchIfMissing = true)
  OverloadAdvice dreamOverloadAdvice() {
    return new OverloadAdvice();
  }
}
