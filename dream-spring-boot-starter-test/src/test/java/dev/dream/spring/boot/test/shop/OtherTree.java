package dev.dream.spring.boot.test.shop;

import dev.dream.supervisor.SupervisorSpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A tree that needs nothing. */
@Configuration(proxyBeanMethods = false)
public class OtherTree {

  @Bean
  SupervisorSpec other() {
    return SupervisorSpec.oneForOne();
  }
}
