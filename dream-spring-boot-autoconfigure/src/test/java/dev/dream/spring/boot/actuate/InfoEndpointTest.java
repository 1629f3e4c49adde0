package dev.dream.spring.boot.actuate;

import org.junit.jupiter.api.Test;

class InfoEndpointTest extends EndpointsOverHttp {

  @Test
  void saysWhatItIs() {
    get("/info")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.dream.name")
        .isEqualTo("shop")
        .jsonPath("$.dream.applications.length()")
        .isEqualTo(2);
  }
}
