package dev.dream.spring.boot.actuate;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(
    classes = EndpointApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.endpoints.web.exposure.include=*")
class ReadOnlyEndpointsTest {

  @LocalServerPort private int port;

  private RestTestClient http() {
    return RestTestClient.bindToServer().baseUrl("http://localhost:" + port + "/actuator").build();
  }

  @Test
  void showButDoNotChange() {
    http().get().uri("/dreamprocesses/counter").exchange().expectStatus().isOk();
    http()
        .delete()
        .uri("/dreamprocesses/counter")
        .exchange()
        .expectStatus()
        .isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
    http()
        .post()
        .uri("/dreamsupervisors/rooms")
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("child", "first", "action", "restart"))
        .exchange()
        .expectStatus()
        .isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
  }
}
