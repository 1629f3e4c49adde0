package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.genserver.ServerRef;
import dev.dream.spring.boot.Counter;
import dev.dream.supervisor.ChildSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Processes are there before the first request comes, and until the last one is answered. */
class WebServerOrderTest {

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Web {

    volatile int valueWhenTheServerStarted = -1;

    @Bean
    ChildSpec<Counter> counter() {
      return ChildSpec.worker(() -> new Counter(1));
    }

    @Bean
    ApplicationListener<WebServerInitializedEvent> listener(ServerRef<Counter> counter) {
      return _ -> valueWhenTheServerStarted = counter.call(new Counter.Add(0));
    }

    @Bean
    Controller controller(ServerRef<Counter> counter) {
      return new Controller(counter);
    }

    @Bean
    Drain drain(Controller controller) {
      return new Drain(controller);
    }
  }

  @RestController
  static class Controller {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch draining = new CountDownLatch(1);
    private final ServerRef<Counter> counter;

    Controller(ServerRef<Counter> counter) {
      this.counter = counter;
    }

    @GetMapping("/")
    int value() throws InterruptedException {
      entered.countDown();
      draining.await();
      return counter.call(new Counter.Add(10));
    }
  }

  /** Lets the request go on in the phase in which the web server waits for it. */
  record Drain(Controller controller) implements SmartLifecycle {

    @Override
    public int getPhase() {
      return DEFAULT_PHASE - 1024;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
      controller.draining.countDown();
    }

    @Override
    public boolean isRunning() {
      return controller.draining.getCount() > 0;
    }
  }

  @Test
  void processesOutliveTheRequests() throws Exception {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Web.class).run("--server.port=0");
    assertThat(context.getBean(Web.class).valueWhenTheServerStarted).isEqualTo(1);

    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/")).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      CompletableFuture<HttpResponse<String>> response =
          http.sendAsync(request, BodyHandlers.ofString());
      context.getBean(Controller.class).entered.await();
      context.close();
      assertThat(response.get().statusCode()).isEqualTo(200);
      assertThat(response.get().body()).isEqualTo("11");
    }
  }
}
