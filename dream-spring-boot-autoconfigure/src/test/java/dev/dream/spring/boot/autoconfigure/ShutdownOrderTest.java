package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dream.Dream;
import dev.dream.application.Application;
import dev.dream.application.ApplicationType;
import dev.dream.genserver.Call;
import dev.dream.genserver.CallException;
import dev.dream.genserver.CallResult;
import dev.dream.genserver.Cast;
import dev.dream.genserver.CastOutcome;
import dev.dream.genserver.CastResult;
import dev.dream.genserver.From;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.genserver.ServerRef;
import dev.dream.process.ExitReason;
import dev.dream.process.Name;
import dev.dream.process.Processes;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a closing context does, in order. */
@ExtendWith(OutputCaptureExtension.class)
class ShutdownOrderTest {

  /** What happened, and what waits for what. */
  static final class Story {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch draining = new CountDownLatch(1);
    private final CountDownLatch refused = new CountDownLatch(1);

    void add(String event) {
      events.add(event);
    }
  }

  /** Where servers write to; the first bean made and so the last destroyed. */
  record Repository(Story story) implements AutoCloseable {

    @Override
    public void close() {
      story.add("repository closed");
    }
  }

  /** Writes to the repository what it is told. */
  static final class Writer implements GenServer<Integer, Writer.Write, Writer.Later> {

    private final String name;
    private final Repository repository;

    Writer(String name, Repository repository) {
      this.name = name;
      this.repository = repository;
    }

    record Write(String what) implements Call<Writer, String> {}

    record Later(String what) implements Cast<Writer> {}

    @Override
    public InitResult<Integer> init() {
      Processes.trapExit(true);
      return ok(0);
    }

    @Override
    public CallResult<Integer> handleCall(Write request, From from, Integer written) {
      repository.story().add(request.what());
      return reply(request, request.what(), written + 1);
    }

    /** Is busy until somebody has been refused. */
    @Override
    public CastResult<Integer> handleCast(Later event, Integer written) throws Exception {
      repository.story().refused.await();
      repository.story().add(event.what());
      return noReply(written + 1);
    }

    @Override
    public void terminate(ExitReason reason, Integer written) {
      repository.story().add(name + " stopped after " + written);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Web {

    @Bean
    Story story() {
      return new Story();
    }

    @Bean
    Repository repository(Story story) {
      return new Repository(story);
    }

    @Bean
    Application base(Repository repository) {
      return Application.of(
          "base",
          ApplicationType.PERMANENT,
          SupervisorSpec.oneForOne(
              ChildSpec.worker("base", () -> new Writer("base", repository)).named()));
    }

    @Bean
    ChildSpec<Writer> writer(Repository repository) {
      return ChildSpec.worker(() -> new Writer("writer", repository));
    }

    @Bean
    ApplicationListener<AvailabilityChangeEvent<ReadinessState>> readiness(Story story) {
      return change -> story.add(change.getState().name());
    }

    @Bean
    Controller controller(Story story, ServerRef<Writer> writer) {
      return new Controller(story, writer);
    }

    @Bean
    WebStopping webStopping(Story story) {
      return new WebStopping(story);
    }
  }

  @RestController
  record Controller(Story story, ServerRef<Writer> writer) {

    @GetMapping("/")
    String write() throws InterruptedException {
      story.requested.countDown();
      story.draining.await();
      writer.cast(new Writer.Later("cast written"));
      return "written";
    }
  }

  /** Lets the request go on in the phase in which the web server waits for it. */
  record WebStopping(Story story) implements SmartLifecycle {

    @Override
    public int getPhase() {
      return DEFAULT_PHASE - 1024;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
      story.add("web draining");
      story.draining.countDown();
    }

    @Override
    public boolean isRunning() {
      return story.draining.getCount() > 0;
    }
  }

  @Test
  void isReadinessThenTheWebThenMailboxesThenApplicationsThenBeans(CapturedOutput output)
      throws Exception {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Web.class).run("--server.port=0");
    Story story = context.getBean(Story.class);
    Dream dream = context.getBean(Dream.class);
    ServerRef<Writer> writer = dream.ref("writer");
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/")).build();

    try (HttpClient http = HttpClient.newHttpClient()) {
      CompletableFuture<HttpResponse<String>> response =
          http.sendAsync(request, BodyHandlers.ofString());
      story.requested.await();
      CompletableFuture<Void> closed =
          CompletableFuture.runAsync(context::close, Thread::startVirtualThread);
      story.add("answered " + response.join().statusCode());
      awaitRefusal(writer);
      story.add("refused");
      story.refused.countDown();
      closed.join();
    }

    assertThat(story.events)
        .containsExactly(
            "ACCEPTING_TRAFFIC",
            "REFUSING_TRAFFIC",
            "web draining",
            "answered 200",
            "refused",
            "cast written",
            "writer stopped after 1",
            "base stopped after 0",
            "repository closed");
    assertThat(output)
        .contains("1 message was left: 1 Later (shutting down)")
        .doesNotContain("Exception");
  }

  /** Waits until messages from outside are refused, then has one refused of each kind. */
  private static void awaitRefusal(ServerRef<Writer> writer) {
    ServerRef<Writer> nobody = ServerRef.of(writer.node(), new Name("nobody"));
    Awaitility.await()
        .until(() -> nobody.tryCast(new Writer.Later("late")) instanceof CastOutcome.ShuttingDown);
    writer.cast(new Writer.Later("late"));
    assertThatExceptionOfType(CallException.class)
        .isThrownBy(() -> writer.call(new Writer.Write("late")))
        .withMessageEndingWith("the engine is being shut down");
  }
}
