package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.spring.boot.actuate.EndpointOperation.Request;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.json.JsonMapper;

/** A running application with all endpoints, asked over HTTP. */
@SpringBootTest(
    classes = EndpointApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.application.name=shop",
      "dream.root.max-restarts=100",
      "management.endpoints.web.exposure.include=*",
      "management.endpoint.dreamdeadletters.access=unrestricted",
      "management.endpoint.dreamprocesses.access=unrestricted",
      "management.endpoint.dreamsupervisors.access=unrestricted",
      "management.endpoint.dreamtrace.access=unrestricted",
      "management.endpoint.health.show-details=always"
    })
abstract class EndpointsOverHttp {

  static final String PID = "0\\.\\d+";

  @LocalServerPort private int port;
  @Autowired Dream dream;

  private RestTestClient http() {
    return RestTestClient.bindToServer().baseUrl("http://localhost:" + port + "/actuator").build();
  }

  final String url(String path) {
    return "http://localhost:" + port + "/actuator" + path;
  }

  final ResponseSpec get(String path) {
    return http().get().uri(URI.create(url(path))).exchange();
  }

  /** Asks for something of these media types. */
  final ResponseSpec get(String path, String accept) {
    return http().get().uri(URI.create(url(path))).header("Accept", accept).exchange();
  }

  final ResponseSpec delete(String path) {
    return http().delete().uri(path).exchange();
  }

  final ResponseSpec post(String path, Map<String, String> body) {
    return http().post().uri(path).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
  }

  final EntityExchangeResult<String> send(Request request) {
    return send(
        request.method(),
        request.url(),
        request.method().equals("POST") ? json(request.body()) : null);
  }

  /** Sends a request, whose URL is encoded, with a body unless it is null. */
  final EntityExchangeResult<String> send(String method, String url, @Nullable String body) {
    RestTestClient.RequestBodySpec request =
        http()
            .method(HttpMethod.valueOf(method))
            .uri(URI.create("http://localhost:" + port + "/actuator" + url));
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).body(body);
    }
    return request.exchange().returnResult(String.class);
  }

  private static String json(Map<String, String> body) {
    return new JsonMapper().writeValueAsString(body);
  }

  final String pidOf(String name) {
    return PidText.of(dream.whereis(name).orElseThrow());
  }

  static void refused(ResponseSpec response, int status, String words) {
    response
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .jsonPath("$.message")
        .value(value -> assertThat(value).asString().contains(words));
  }
}
