package dev.dream.spring.boot.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.genserver.ServerRef;
import dev.dream.spring.boot.test.shop.Bank;
import dev.dream.spring.boot.test.shop.OtherTree;
import dev.dream.spring.boot.test.shop.Till;
import dev.dream.spring.boot.test.shop.TillTree;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** A slice with one tree, whose processes go on from test to test. */
@DreamTest(value = TillTree.class, restartBetweenTests = false)
@TestMethodOrder(OrderAnnotation.class)
class DreamTestSelectionTest {

  @Autowired private ServerRef<Till> till;

  /** The client that the tree needs. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Clients {

    @Bean
    Bank bank() {
      return amount -> amount;
    }
  }

  @Test
  void onlyTheNamedConfigurationIsThere(@Autowired ApplicationContext context) {
    assertThat(context.getBeansOfType(TillTree.class)).hasSize(1);
    assertThat(context.getBeansOfType(OtherTree.class)).isEmpty();
  }

  @Test
  @Order(1)
  void aTestLeavesWhatItHasDone() {
    assertThat(till.call(new Till.Add(5))).isEqualTo(5);
  }

  @Test
  @Order(2)
  void toTheNext() {
    assertThat(till.call(new Till.Add(5))).isEqualTo(10);
  }
}
