package dev.dream.spring.boot.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.spring.boot.Relay;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** A trace of a real tracer, Brave, over several processes. */
@Timeout(60)
class TraceTest {

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(Application.class)
          .withPropertyValues(
              "management.tracing.sampling.probability=1.0", "dream.observations.enabled=false");

  private static String trace(Tracer tracer) {
    Span span = tracer.currentSpan();
    return span == null ? "none" : span.context().traceId();
  }

  @Test
  void goesOnOverCastTimerTaskAndCall() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          Tracer tracer = context.getBean(Tracer.class);
          List<String> traces = new CopyOnWriteArrayList<>();
          List<String> logged = new CopyOnWriteArrayList<>();
          ServerRef<Relay> last = dream.start(() -> relay(tracer, traces, logged, List.of()));
          ServerRef<Relay> first = dream.start(() -> relay(tracer, traces, logged, List.of(last)));

          Observation request =
              Observation.start("request", context.getBean(ObservationRegistry.class));
          String trace =
              request.scoped(
                  () -> {
                    first.cast(new Relay.Pass());
                    return trace(tracer);
                  });
          request.stop();

          await().atMost(Duration.ofSeconds(30)).until(() -> traces.size() == 4);
          assertThat(traces).containsOnly(trace).doesNotContain("none");
          assertThat(logged).containsOnly(trace);
          assertThat(last.call(new Relay.Ask())).isEqualTo("none");
          assertThat(first.call(new Relay.Ask())).isEqualTo("none");
        });
  }

  private static Relay relay(
      Tracer tracer, List<String> traces, List<String> logged, List<ServerRef<Relay>> next) {
    return new Relay(
        () -> {
          traces.add(trace(tracer));
          logged.add(String.valueOf(MDC.get("traceId")));
          return trace(tracer);
        },
        next);
  }
}
