package dev.dream.spring.boot.actuate;

import org.junit.jupiter.api.Test;

class HealthEndpointTest extends EndpointsOverHttp {

  @Test
  void isHealthy() {
    get("/health")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.components.dream.status")
        .isEqualTo("UP")
        .jsonPath("$.components.dream.details.state")
        .isEqualTo("running")
        .jsonPath("$.components.dream.details.applications")
        .isEqualTo(2);
  }
}
