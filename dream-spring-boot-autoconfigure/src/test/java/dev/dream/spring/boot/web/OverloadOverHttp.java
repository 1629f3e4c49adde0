package dev.dream.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.genserver.OverloadedException;
import dev.dream.keyed.Keyed;
import dev.dream.keyed.KeyedSpec;
import dev.dream.process.Mailbox;
import dev.dream.supervisor.ChildSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A controller whose process has a full mailbox. */
abstract class OverloadOverHttp {

  interface Desk {

    void hold();

    int ask();

    CompletableFuture<Integer> askLater();
  }

  static class DeskService implements Desk {

    static volatile CountDownLatch held = new CountDownLatch(1);
    static volatile CountDownLatch opened = new CountDownLatch(1);

    @Override
    public void hold() {
      held.countDown();
      try {
        opened.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public int ask() {
      return 42;
    }

    @Override
    public CompletableFuture<Integer> askLater() {
      return CompletableFuture.completedFuture(42);
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    ChildSpec<Desk> desk() {
      return ChildSpec.service(Desk.class, DeskService::new).mailbox(Mailbox.of(1));
    }

    @Bean
    KeyedSpec<String, Desk> desks() {
      return Keyed.service(Desk.class, (String _) -> new DeskService()).maxProcesses(1);
    }

    @Bean
    DeskController controller(Desk desk, Keyed<String, Desk> desks) {
      return new DeskController(desk, desks);
    }
  }

  @RestController
  static class DeskController {

    private final Desk desk;
    private final Keyed<String, Desk> desks;

    DeskController(Desk desk, Keyed<String, Desk> desks) {
      this.desk = desk;
      this.desks = desks;
    }

    @GetMapping("/desks/{key}")
    int keyed(@PathVariable("key") String key) {
      return desks.get(key).ask();
    }

    @GetMapping("/now")
    int now() {
      return desk.ask();
    }

    @GetMapping("/later")
    CompletableFuture<Integer> later() {
      return desk.askLater();
    }
  }

  @LocalServerPort private int port;
  @Autowired Desk desk;

  final ResponseSpec get(String path) {
    return RestTestClient.bindToServer()
        .baseUrl("http://localhost:" + port)
        .build()
        .get()
        .uri(path)
        .exchange();
  }

  @BeforeEach
  void fill() throws InterruptedException {
    DeskService.held = new CountDownLatch(1);
    DeskService.opened = new CountDownLatch(1);
    desk.hold();
    assertThat(DeskService.held.await(30, TimeUnit.SECONDS)).isTrue();
    desk.hold(); // this one waits, and there is no room for a third
  }

  @AfterEach
  void empty() {
    DeskService.opened.countDown();
    await()
        .ignoreExceptionsInstanceOf(OverloadedException.class)
        .until(() -> desk.ask() == 42); // the last that came
  }

  @Test
  void aRefusedCallIsServiceUnavailable() {
    get("/now")
        .expectStatus()
        .isEqualTo(503)
        .expectHeader()
        .value("Retry-After", seconds -> assertThat(Integer.parseInt(seconds)).isPositive())
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo(503)
        .jsonPath("$.detail")
        .value(
            String.class,
            detail -> assertThat(detail).startsWith("The service is overloaded. Nothing was done"));
  }

  @Test
  void soIsOneWhoseAnswerIsAFuture() {
    get("/later").expectStatus().isEqualTo(503).expectHeader().exists("Retry-After");
  }

  @Test
  void soIsOneThatNeedsOneProcessTooMany() {
    get("/desks/first").expectStatus().isOk();
    get("/desks/second").expectStatus().isEqualTo(503).expectHeader().exists("Retry-After");
  }

  @Test
  void allIsWellWhenThereIsRoom() {
    empty();
    get("/now").expectStatus().isOk();
  }
}
