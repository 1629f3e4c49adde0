package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import org.junit.jupiter.api.Test;

class DreamNamesEndpointTest extends EndpointsOverHttp {

  @Test
  void namesAreListed() {
    get("/dreamnames")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.names[*].name")
        .value(value -> assertThat(value).asInstanceOf(LIST).contains("counter", "rooms"))
        .jsonPath("$.names[*].pid")
        .value(value -> assertThat(value).asInstanceOf(LIST).contains(pidOf("rooms")));
  }
}
