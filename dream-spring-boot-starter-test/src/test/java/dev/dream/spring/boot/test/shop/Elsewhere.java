package dev.dream.spring.boot.test.shop;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What a slice does not scan: a component that could not be made, and a configuration. */
@Component
public class Elsewhere {

  Elsewhere() {
    throw new IllegalStateException("not part of the slice");
  }

  /** A configuration without children. */
  @Configuration(proxyBeanMethods = false)
  public static class Plain {

    @Bean
    String plain() {
      return "plain";
    }
  }
}
