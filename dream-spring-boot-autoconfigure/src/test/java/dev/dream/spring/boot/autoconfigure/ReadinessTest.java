package dev.dream.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.Call;
import dev.dream.genserver.Cast;
import dev.dream.genserver.GenServer;
import dev.dream.genserver.InitResult;
import dev.dream.process.ExitReason;
import dev.dream.process.Processes;
import dev.dream.spring.boot.Prices;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.PartitionSupervisorSpec;
import dev.dream.supervisor.SupervisorSpec;
import dev.dream.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Applications with children that go on to load something after their init. */
class ReadinessTest {

  private static final String PRICES = "dream.children.prices";
  private static final String REQUIRED = PRICES + ".required-for-readiness=true";

  private final BlockingQueue<ReadinessState> states = new LinkedBlockingQueue<>();
  private final CompletableFuture<ConfigurableApplicationContext> refreshed =
      new CompletableFuture<>();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    if (refreshed.isDone()) {
      refreshed.get().close();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    DreamAutoConfiguration.class,
    ApplicationAvailabilityAutoConfiguration.class
  })
  static class Shop {

    @Bean
    ChildSpec<Prices> prices() {
      return ChildSpec.worker(Prices::new);
    }
  }

  private SpringApplicationBuilder application(Class<?> configuration, String... properties) {
    return new SpringApplicationBuilder(configuration)
        .web(WebApplicationType.NONE)
        .properties("dream.shutdown-timeout=1s")
        .properties(properties)
        .initializers(refreshed::complete)
        .listeners((ApplicationListener<AvailabilityChangeEvent<?>>) this::note);
  }

  private void note(AvailabilityChangeEvent<?> event) {
    if (event.getState() instanceof ReadinessState state) {
      states.add(state);
    }
  }

  /** Runs an application on another thread. */
  private CompletableFuture<ConfigurableApplicationContext> run(
      Class<?> configuration, String... properties) {
    CompletableFuture<ConfigurableApplicationContext> ready = new CompletableFuture<>();
    threads.add(
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    ready.complete(application(configuration, properties).run());
                  } catch (Throwable failed) {
                    ready.completeExceptionally(failed);
                  }
                }));
    return ready;
  }

  private ConfigurableApplicationContext running() throws Exception {
    ConfigurableApplicationContext context = refreshed.get();
    Awaitility.await().until(context::isRunning);
    return context;
  }

  private static void loaded(ConfigurableApplicationContext context, String child) {
    context.getBean(Dream.class).send(child, new Prices.Loaded(7));
  }

  private static List<String> notReady(ConfigurableApplicationContext context) {
    return context.getBean(DreamLifecycle.class).notReady();
  }

  @Test
  void theApplicationIsReadyOnceTheyAre() throws Exception {
    var ready = run(Shop.class, REQUIRED);
    ConfigurableApplicationContext context = running();
    assertThat(notReady(context)).containsExactly(PRICES);
    assertThat(ready).isNotDone();
    assertThat(states).isEmpty();

    loaded(context, "prices");

    assertThat(ready.get()).isSameAs(context);
    assertThat(states).containsExactly(ReadinessState.ACCEPTING_TRAFFIC);
    assertThat(notReady(context)).isEmpty();
    assertThat(context.getBean(Dream.class).<Prices>ref("prices").call(new Prices.Get()))
        .isEqualTo(7);
  }

  @Test
  void nobodyWaitsForThoseThatAreNotRequired() {
    ConfigurableApplicationContext context = application(Shop.class).run();

    assertThat(notReady(context)).isEmpty();
    assertThat(states).containsExactly(ReadinessState.ACCEPTING_TRAFFIC);
  }

  @Test
  void aCrashBeforeItIsReadyOnlyTakesLonger() throws Exception {
    var ready = run(Shop.class, REQUIRED);
    Dream dream = running().getBean(Dream.class);
    var first = dream.whereis("prices").orElseThrow();

    dream.exit(first, ExitReason.error("no connection"));

    Awaitility.await()
        .until(() -> dream.whereis("prices").filter(it -> !it.equals(first)).isPresent());
    assertThat(notReady(refreshed.get())).containsExactly(PRICES);
    loaded(refreshed.get(), "prices");
    assertThat(ready.get().isRunning()).isTrue();
  }

  @Test
  void aCrashThereafterTakesNoReadinessAway() throws Exception {
    var ready = run(Shop.class, REQUIRED);
    loaded(running(), "prices");
    Dream dream = ready.get().getBean(Dream.class);
    var first = dream.whereis("prices").orElseThrow();

    dream.send("prices", "a bad message");

    Awaitility.await()
        .until(() -> dream.whereis("prices").filter(it -> !it.equals(first)).isPresent());
    assertThat(notReady(ready.get())).isEmpty();
    assertThat(ready.get().getBean(ApplicationAvailability.class).getReadinessState())
        .isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
  }

  @Test
  void aContextThatIsStartedAgainIsNotReadyUntilTheyAre() throws Exception {
    var ready = run(Shop.class, REQUIRED);
    loaded(running(), "prices");
    ConfigurableApplicationContext context = ready.get();
    assertThat(states.poll(1, TimeUnit.MINUTES)).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);

    context.pause();
    context.restart();

    assertThat(states.poll(1, TimeUnit.MINUTES)).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
    assertThat(states).isEmpty();
    assertThat(notReady(context)).containsExactly(PRICES);
    loaded(context, "prices");
    assertThat(states.poll(1, TimeUnit.MINUTES)).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
  }

  @Test
  void aContextThatIsStartedAgainMeanwhileIsWaitedForOn() throws Exception {
    var ready = run(Shop.class, REQUIRED);
    ConfigurableApplicationContext context = running();

    context.pause();
    context.restart();

    assertThat(notReady(context)).containsExactly(PRICES);
    assertThat(ready).isNotDone();
    assertThat(states).isEmpty();
    loaded(context, "prices");
    assertThat(ready.get()).isSameAs(context);
    assertThat(states).containsExactly(ReadinessState.ACCEPTING_TRAFFIC);
  }

  @Test
  void anApplicationThatIsClosedMeanwhileIsNeverReady() throws Exception {
    var ready = run(Shop.class, REQUIRED);

    running().close();

    ready.handle((_, _) -> true).get();
    assertThat(states).doesNotContain(ReadinessState.ACCEPTING_TRAFFIC);
  }

  @Test
  void norIsOneWhoseRootSupervisorGivesUpMeanwhile() throws Exception {
    var ready = run(Shop.class, REQUIRED, "dream.root.max-restarts=0");
    ConfigurableApplicationContext context = running();
    Dream dream = context.getBean(Dream.class);

    dream.exit(dream.whereis("prices").orElseThrow(), ExitReason.error("no such file"));

    ApplicationAvailability availability = context.getBean(ApplicationAvailability.class);
    Awaitility.await().until(() -> availability.getLivenessState() == LivenessState.BROKEN);
    assertThat(ready).isNotDone();
    assertThat(notReady(context)).containsExactly(PRICES);
    assertThat(states).isEmpty();
  }

  @Test
  void theStartFailsWhenTimeIsUp() throws Exception {
    var ready = run(Shop.class, REQUIRED, "dream.readiness-timeout=200ms");

    Throwable failure = ready.handle((_, failed) -> failed).get();

    FailureAnalysis analysis = new NotReadyFailureAnalyzer().analyze(failure);
    assertThat(analysis.getDescription())
        .startsWith("The application was not ready within 200 ms.")
        .endsWith("%n%n    dream.children.prices".formatted());
    assertThat(analysis.getAction())
        .startsWith("Set 'dream.readiness-timeout' to a longer time, or")
        .contains("'dream.children.prices.required-for-readiness' to false");
    assertThat(refreshed.get().isActive()).isFalse();
  }

  @Configuration(proxyBeanMethods = false)
  @Import(Shop.class)
  static class Mall {

    @Bean
    SupervisorSpec shops() {
      return SupervisorSpec.oneForOne(
          ChildSpec.worker("left", Prices::new).name("left"),
          ChildSpec.worker("right", Prices::new).name("right"));
    }

    @Bean
    PartitionSupervisorSpec shelves() {
      return PartitionSupervisorSpec.of(
              index -> ChildSpec.worker("shelf", Prices::new).name("shelf" + index))
          .partitions(2);
    }
  }

  @Test
  void childrenAtAnyDepthAndPartitionsCanBeRequired() throws Exception {
    String right = "dream.children.shops.children.right";
    String each = "dream.children.shelves.children.each";
    var ready =
        run(
            Mall.class,
            right + ".required-for-readiness=true",
            each + ".required-for-readiness=true");
    ConfigurableApplicationContext context = running();
    assertThat(notReady(context)).containsExactly(each, right);

    loaded(context, "shelf0");
    loaded(context, "right");
    Awaitility.await().until(() -> notReady(context).equals(List.of(each)));
    assertThat(ready).isNotDone();
    loaded(context, "shelf1");

    assertThat(ready.get().isRunning()).isTrue();
  }

  /** A server that is not wanted. */
  static final class Unwanted
      implements GenServer<Integer, Call<Unwanted, Integer>, Cast<Unwanted>> {

    @Override
    public InitResult<Integer> init() {
      return ignore();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  static class WithoutPrices {

    @Bean
    ChildSpec<Unwanted> prices() {
      return ChildSpec.worker(Unwanted::new);
    }
  }

  @Test
  void nobodyWaitsForAChildThatIgnoresItsStart() {
    assertThat(notReady(application(WithoutPrices.class, REQUIRED).run())).isEmpty();
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(DreamAutoConfiguration.class)
  static class Job {

    @Bean
    ChildSpec<?> prices() {
      return Task.childSpec("prices", Processes::receive);
    }
  }

  @Test
  void aPlainProcessCannotBeRequired() throws Exception {
    Throwable failure = run(Job.class, REQUIRED).handle((_, failed) -> failed).get();

    assertThat(new ChildPropertyFailureAnalyzer().analyze(failure).getDescription())
        .startsWith("The property '" + PRICES + ".required-for-readiness' cannot be applied")
        .contains("it is a plain process: nobody can see when such a one is ready");
  }

  @Test
  void norCanASupervisor() throws Exception {
    Throwable failure =
        run(Mall.class, "dream.children.shops.required-for-readiness=true")
            .handle((_, failed) -> failed)
            .get();

    assertThat(new ChildPropertyFailureAnalyzer().analyze(failure).getDescription())
        .contains("it is a supervisor, which is ready once it has started");
  }
}
