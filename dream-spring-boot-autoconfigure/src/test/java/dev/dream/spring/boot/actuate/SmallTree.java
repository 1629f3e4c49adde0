package dev.dream.spring.boot.actuate;

import dev.dream.application.Application;
import dev.dream.application.ApplicationType;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.Restart;
import dev.dream.supervisor.SupervisorSpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** A worker, a supervisor and an application. */
@Configuration(proxyBeanMethods = false)
class SmallTree {

  @Bean
  @Order(1)
  ChildSpec<Counter> counter() {
    return ChildSpec.worker(Counter::new);
  }

  @Bean
  @Order(2)
  SupervisorSpec rooms() {
    return SupervisorSpec.restForOne(
            ChildSpec.worker("first", Counter::new).named(),
            ChildSpec.worker("brief", Counter::new).restart(Restart.TEMPORARY))
        .maxRestarts(100, SupervisorSpec.DEFAULT_PERIOD);
  }

  @Bean
  Application library() {
    return Application.of(
        "library",
        ApplicationType.TEMPORARY,
        SupervisorSpec.oneForAll(ChildSpec.worker("books", Counter::new)));
  }
}
