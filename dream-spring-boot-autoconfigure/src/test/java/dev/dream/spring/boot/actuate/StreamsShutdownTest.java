package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A graceful shutdown, which waits for requests, does not wait for streams. */
class StreamsShutdownTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void streamsEndWhenTheApplicationStops() throws Exception {
    ConfigurableApplicationContext context =
        SpringApplication.run(
            EndpointApplication.class,
            "--server.port=0",
            "--server.shutdown=graceful",
            "--spring.lifecycle.timeout-per-shutdown-phase=1h",
            "--management.endpoints.web.exposure.include=*");
    String port = context.getEnvironment().getProperty("local.server.port");
    try (EventStream events =
            EventStream.open("http://localhost:" + port + "/actuator/dreamevents");
        EventStream trace = EventStream.open("http://localhost:" + port + "/actuator/dreamtrace")) {
      assertThat(events.status()).isEqualTo(200);
      assertThat(trace.status()).isEqualTo(200);

      CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);

      assertThat(closed).succeedsWithin(PATIENCE);
      assertThat(events.rest()).doesNotContain("data:");
    } finally {
      context.close();
    }
  }
}
