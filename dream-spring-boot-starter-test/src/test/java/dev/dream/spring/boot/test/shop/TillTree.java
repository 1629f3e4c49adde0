package dev.dream.spring.boot.test.shop;

import dev.dream.supervisor.ChildSpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A child that needs a client. */
@Configuration(proxyBeanMethods = false)
public class TillTree {

  @Bean
  ChildSpec<Till> till(Bank bank) {
    return ChildSpec.worker("till", () -> new Till(bank)).named();
  }
}
