package dev.dream.spring.boot.test;

import static dev.dream.process.Processes.self;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.spring.boot.test.shop.Bank;
import dev.dream.spring.boot.test.shop.OtherTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** A whole application, whose tests are processes too. */
@SpringBootTest
@ExtendWith(SpringDreamExtension.class)
class SpringDreamExtensionTest {

  @MockitoBean private Bank bank;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(OtherTree.class)
  static class Whole {}

  @Test
  void theTestIsAProcess(Dream dream) {
    assertThat(dream.alive(self())).isTrue();
    assertThat(dream.registered()).isNotEmpty();
  }
}
