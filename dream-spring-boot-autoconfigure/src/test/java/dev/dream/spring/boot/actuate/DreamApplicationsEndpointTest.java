package dev.dream.spring.boot.actuate;

import org.junit.jupiter.api.Test;

class DreamApplicationsEndpointTest extends EndpointsOverHttp {

  @Test
  void applicationsAreListed() {
    get("/dreamapplications")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.applications[0].name")
        .isEqualTo("library")
        .jsonPath("$.applications[0].type")
        .isEqualTo("temporary")
        .jsonPath("$.applications[1].name")
        .isEqualTo("shop")
        .jsonPath("$.applications[1].type")
        .isEqualTo("permanent")
        .jsonPath("$.applications[1].state")
        .isEqualTo("running")
        .jsonPath("$.applications[1].supervisor")
        .isEqualTo(pidOf("shop.supervisor"));
  }
}
