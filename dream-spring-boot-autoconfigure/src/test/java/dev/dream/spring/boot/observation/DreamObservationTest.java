package dev.dream.spring.boot.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import dev.dream.Dream;
import dev.dream.genserver.CallException;
import dev.dream.genserver.ServerRef;
import dev.dream.process.MessageObserver;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Relay;
import dev.dream.spring.boot.observation.DreamObservationDocumentation.HighCardinality;
import dev.dream.spring.boot.observation.DreamObservationDocumentation.LowCardinality;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Calls, casts and what servers do as observations, and as spans of a real tracer, Brave. */
@Timeout(60)
class DreamObservationTest {

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    Spans spans() {
      return new Spans();
    }
  }

  /** Keeps the spans that have ended. */
  static final class Spans extends SpanHandler {

    private final List<MutableSpan> ended = new CopyOnWriteArrayList<>();

    @Override
    public boolean end(TraceContext context, MutableSpan span, Cause cause) {
      ended.add(new MutableSpan(span));
      return true;
    }

    List<MutableSpan> await(int number) {
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ended.size() >= number);
      return ended;
    }

    MutableSpan named(String name) {
      return ended.stream().filter(span -> name.equals(span.name())).findFirst().orElseThrow();
    }
  }

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(Application.class)
          .withPropertyValues("management.tracing.sampling.probability=1.0");

  private static Relay relay(List<ServerRef<Relay>> next) {
    return new Relay(() -> "", next);
  }

  @Test
  void aTraceShowsEachHop() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          ServerRef<Relay> last = dream.start(() -> relay(List.of()));
          ServerRef<Relay> first = dream.start(() -> relay(List.of(last)));

          Observation.createNotStarted("request", context.getBean(ObservationRegistry.class))
              .observe(() -> first.cast(new Relay.Pass()));

          Spans spans = context.getBean(Spans.class);
          List<MutableSpan> ended = spans.await(6);
          assertThat(way(ended, spans.named("handle Ask")))
              .containsExactly(
                  "request", "cast Pass", "handle Pass", "handle String", "call Ask", "handle Ask");
          assertThat(ended).extracting(MutableSpan::traceId).containsOnly(ended.get(0).traceId());
          assertThat(spans.named("handle String").tags())
              .containsEntry("dream.module", "Relay")
              .containsEntry("dream.kind", "info")
              .containsEntry("dream.message", "String")
              .containsEntry("dream.outcome", "ok")
              .containsEntry("dream.server", first.address().toString());
        });
  }

  /** Returns the names from the first span down to this one. */
  private static List<String> way(List<MutableSpan> all, MutableSpan to) {
    List<String> names = new ArrayList<>();
    Optional<MutableSpan> span = Optional.of(to);
    while (span.isPresent()) {
      names.addFirst(span.get().name());
      String parent = span.get().parentId();
      span = all.stream().filter(other -> other.id().equals(parent)).findFirst();
    }
    return names;
  }

  @Test
  void aCallThatFailsSaysHow() {
    runner.run(
        context -> {
          ServerRef<Relay> nobody = context.getBean(Dream.class).ref("nobody");
          assertThatThrownBy(() -> nobody.call(new Relay.Ask())).isInstanceOf(CallException.class);

          MutableSpan span = context.getBean(Spans.class).await(1).getFirst();
          assertThat(span.name()).isEqualTo("call Ask");
          assertThat(span.error()).isInstanceOf(CallException.class);
          assertThat(span.tags())
              .containsEntry("dream.module", "none")
              .containsEntry("dream.outcome", "noproc");
        });
  }

  @Test
  void aCrashIsAnErrorOfTheServerAndAnExitToItsClient() {
    runner.run(
        context -> {
          Relay.Eye blind =
              () -> {
                throw new IllegalStateException("on purpose");
              };
          ServerRef<Relay> relay =
              context.getBean(Dream.class).start(() -> new Relay(blind, List.of()));
          assertThatThrownBy(() -> relay.call(new Relay.Ask())).isInstanceOf(CallException.class);

          Spans spans = context.getBean(Spans.class);
          spans.await(2);
          assertThat(spans.named("call Ask").tags()).containsEntry("dream.outcome", "exit");
          assertThat(spans.named("handle Ask").tags()).containsEntry("dream.outcome", "error");
          assertThat(spans.named("handle Ask").error()).hasMessage("on purpose");
        });
  }

  @Test
  void aCallThatATimeOutEndsSaysSoAndTheServersOwnFailureIsAnError() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          Relay.Eye slow =
              () -> {
                Processes.receive("never"::equals, Duration.ofMillis(200));
                return "";
              };
          ServerRef<Relay> late = dream.start(() -> new Relay(slow, List.of()));
          Relay.Eye asking = () -> late.call(new Relay.Ask(), Duration.ofMillis(1));
          ServerRef<Relay> relay = dream.start(() -> new Relay(asking, List.of()));
          assertThatThrownBy(() -> relay.call(new Relay.Ask())).isInstanceOf(CallException.class);

          List<MutableSpan> ended = context.getBean(Spans.class).await(4);
          assertThat(ended)
              .extracting(span -> span.name() + " " + span.tags().get("dream.outcome"))
              .contains("call Ask timeout", "handle Ask error", "handle Ask ok");
        });
  }

  @Test
  void castsWithoutATraceAreNotObserved() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          ServerRef<Relay> last = dream.start(() -> relay(List.of()));
          last.cast(new Relay.Pass());
          last.call(new Relay.Ask());

          assertThat(context.getBean(Spans.class).await(2))
              .extracting(MutableSpan::name)
              .containsExactlyInAnyOrder("call Ask", "handle Ask");
        });
  }

  @Test
  void norAreCallsIfThatIsNotWanted() {
    runner
        .withPropertyValues("dream.observations.untraced-calls=false")
        .run(
            context -> {
              ServerRef<Relay> last = context.getBean(Dream.class).start(() -> relay(List.of()));
              last.call(new Relay.Ask());
              Observation.createNotStarted("request", context.getBean(ObservationRegistry.class))
                  .observe(() -> last.call(new Relay.Ask()));

              assertThat(context.getBean(Spans.class).await(3))
                  .extracting(MutableSpan::name)
                  .containsExactlyInAnyOrder("request", "call Ask", "handle Ask");
            });
  }

  @Test
  void metersAndSpansHaveTheDocumentedKeys() {
    runner.run(
        context -> {
          Dream dream = context.getBean(Dream.class);
          ServerRef<Relay> last = dream.start(() -> relay(List.of()));
          ServerRef<Relay> first = dream.start(() -> relay(List.of(last)));
          Observation.createNotStarted("request", context.getBean(ObservationRegistry.class))
              .observe(() -> first.cast(new Relay.Pass()));
          Spans spans = context.getBean(Spans.class);
          spans.await(6);

          MeterRegistry meters = context.getBean(MeterRegistry.class);
          for (DreamObservationDocumentation observed : DreamObservationDocumentation.values()) {
            String name = "dream." + observed.name().toLowerCase(java.util.Locale.ROOT);
            Timer timer = meters.get(name).timer();
            assertThat(timer.getId().getTags())
                .extracting(Tag::getKey)
                .containsExactlyInAnyOrderElementsOf(
                    names(LowCardinality.values(), new KeyName[0], "error"));
          }
          assertThat(spans.named("call Ask").tags().keySet())
              .containsExactlyInAnyOrderElementsOf(
                  names(LowCardinality.values(), HighCardinality.values()));
        });
  }

  private static Set<String> names(KeyName[] low, KeyName[] high, String... more) {
    return Stream.concat(
            Stream.of(low, high).flatMap(Arrays::stream).map(KeyName::asString), Stream.of(more))
        .collect(Collectors.toSet());
  }

  /** Calls by another name. */
  static final class Renamed extends DreamObservationConvention.OfCall {

    @Override
    public String getName() {
      return "shop.ask";
    }
  }

  @Test
  void aConventionOfTheApplicationIsUsed() {
    runner.withBean(Renamed.class).run(context -> assertCallIsCalled("shop.ask", context));
  }

  /** A convention that the whole application's registry has. */
  static final class Everywhere implements GlobalObservationConvention<MessageContext.OfCall> {

    @Override
    public boolean supportsContext(Observation.Context context) {
      return context instanceof MessageContext.OfCall;
    }

    @Override
    public String getName() {
      return "everywhere.ask";
    }
  }

  @Test
  void aGlobalConventionIsUsedUnlessThereIsOneForIt() {
    ApplicationContextRunner global = runner.withBean(Everywhere.class);
    global.run(context -> assertCallIsCalled("everywhere.ask", context));
    global.withBean(Renamed.class).run(context -> assertCallIsCalled("shop.ask", context));
  }

  private static void assertCallIsCalled(String name, ApplicationContext context) {
    ServerRef<Relay> relay = context.getBean(Dream.class).start(() -> relay(List.of()));
    relay.call(new Relay.Ask());
    assertThat(context.getBean(MeterRegistry.class).get(name).timer().count()).isEqualTo(1);
  }

  @Test
  void thereAreNoneIfTheyAreSwitchedOff() {
    runner
        .withPropertyValues("dream.observations.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(MessageObserver.class));
  }

  @Test
  void thereAreNoneWithoutMicrometer() {
    new ApplicationContextRunner()
        .withUserConfiguration(Application.class)
        .withClassLoader(new FilteredClassLoader("io.micrometer.observation"))
        .run(context -> assertThat(context).doesNotHaveBean(MessageObserver.class));
  }
}
