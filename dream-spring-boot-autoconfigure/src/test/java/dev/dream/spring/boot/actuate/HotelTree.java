package dev.dream.spring.boot.actuate;

import dev.dream.registry.DuplicateRegistry;
import dev.dream.registry.UniqueRegistry;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.DynamicSupervisorSpec;
import dev.dream.supervisor.PartitionSupervisorSpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Two registries, and supervisors whose children come and go. */
@Configuration(proxyBeanMethods = false)
class HotelTree {

  @Bean
  @Order(1)
  ChildSpec<UniqueRegistry<Object, Object>> guestbook() {
    return UniqueRegistry.childSpec();
  }

  @Bean
  @Order(2)
  ChildSpec<DuplicateRegistry<String, Object>> topics() {
    return DuplicateRegistry.childSpec();
  }

  @Bean
  @Order(3)
  DynamicSupervisorSpec guests() {
    return DynamicSupervisorSpec.DEFAULT.maxRestarts(100, DynamicSupervisorSpec.DEFAULT.period());
  }

  @Bean
  @Order(4)
  PartitionSupervisorSpec lifts() {
    return PartitionSupervisorSpec.of(ChildSpec.worker(Counter::new)).partitions(2);
  }
}
