package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** In an application with Spring WebFlux the page asks for events, which are not pushed there. */
class ReactiveWebTest {

  private static ConfigurableApplicationContext context;

  @BeforeAll
  static void start() {
    context =
        SpringApplication.run(
            EndpointApplication.class,
            "--spring.main.web-application-type=reactive",
            "--server.port=0",
            "--management.endpoints.web.exposure.include=*");
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  private static HttpResponse<String> get(String path, String accept)
      throws IOException, InterruptedException {
    String port = context.getEnvironment().getProperty("local.server.port");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator" + path))
              .header("Accept", accept)
              .build();
      return client.send(request, BodyHandlers.ofString());
    }
  }

  @Test
  void hasThePage() throws Exception {
    assertThat(get("/dream", "text/html,*/*;q=0.8").body()).contains("<title>DREAM observer");
    HttpResponse<String> script = get("/dream/app.js", "*/*");
    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(script.headers().firstValue("Content-Type"))
        .hasValue("text/javascript;charset=UTF-8");
    assertThat(get("/dream/nothing.js", "*/*").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsInJson() throws Exception {
    assertThat(get("/dream", "application/json").body()).contains("\"scheduler\"");
    assertThat(get("/dreamevents", "*/*").body()).contains("\"events\"");
    assertThat(get("/dreamprocesses", "*/*").body()).contains("\"counter\"");
  }

  @Test
  void hasNoStreams() throws Exception {
    assertThat(get("/dreamevents", "text/event-stream").statusCode()).isEqualTo(406);
  }
}
