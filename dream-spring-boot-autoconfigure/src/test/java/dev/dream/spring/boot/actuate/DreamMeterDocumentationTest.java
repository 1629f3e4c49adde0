package dev.dream.spring.boot.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.Dream;
import dev.dream.genserver.ServerRef;
import dev.dream.genserver.StartOptions;
import dev.dream.spring.boot.Counter;
import dev.dream.spring.boot.Relay;
import dev.dream.supervisor.ChildSpec;
import dev.dream.supervisor.SupervisorSpec;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said of the meters is what there is: the enum, the table, the dashboard, the engine. */
@Timeout(60)
class DreamMeterDocumentationTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern METRIC = Pattern.compile("\\bdream_\\w+(?=\\{)");

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  /** Does something of everything, and hands over the registry. */
  private static void whenAllHasHappened(Check check) {
    new ApplicationContextRunner()
        .withUserConfiguration(Application.class, SmallTree.class)
        .run(
            context -> {
              Dream dream = context.getBean(Dream.class);
              ServerRef<Counter> counter = dream.ref("counter");
              counter.cast(new Counter.Crash());
              SupervisorSpec hopeless =
                  SupervisorSpec.oneForOne(ChildSpec.worker("crashing", Counter::new).named())
                      .maxRestarts(0, SupervisorSpec.DEFAULT_PERIOD);
              dream.startSupervisor(hopeless, StartOptions.named("root"));
              dream.<Counter>ref("crashing").cast(new Counter.Crash());
              Observation.createNotStarted("request", context.getBean(ObservationRegistry.class))
                  .observe(
                      () -> {
                        ServerRef<Relay> traced = dream.start(() -> new Relay(() -> "", List.of()));
                        traced.cast(new Relay.Pass());
                        return traced.call(new Relay.Ask());
                      });
              MeterRegistry registry = context.getBean(MeterRegistry.class);
              ServerRef<Relay> relay = dream.start(() -> new Relay(() -> "", List.of()));
              Awaitility.await()
                  .untilAsserted(
                      () -> {
                        for (int i = 0; i < 100; i++) { // of which some are in the sample
                          relay.call(new Relay.Ask());
                        }
                        check.of(registry);
                      });
            });
  }

  private interface Check {
    void of(MeterRegistry registry) throws IOException;
  }

  @Test
  void eachMeterIsThere() {
    whenAllHasHappened(
        registry -> {
          for (DreamMeterDocumentation documented : DreamMeterDocumentation.values()) {
            assertThat(registry.find(documented.getName()).meters())
                .as(documented.getName())
                .isNotEmpty()
                .allSatisfy(meter -> assertIsAs(documented, meter));
          }
        });
  }

  private static void assertIsAs(DreamMeterDocumentation documented, Meter meter) {
    assertThat(meter.getId().getType()).isEqualTo(documented.getType());
    assertThat(meter.getId().getDescription()).isEqualTo(documented.description());
    assertThat(meter.getId().getTags())
        .extracting(Tag::getKey)
        .containsExactlyInAnyOrderElementsOf(keys(documented));
  }

  private static List<String> keys(DreamMeterDocumentation documented) {
    return Arrays.stream(documented.getKeyNames()).map(KeyName::asString).toList();
  }

  @Test
  void noMeterIsMissingInTheDocumentation() {
    Set<String> documented =
        Stream.concat(
                Arrays.stream(DreamMeterDocumentation.values())
                    .map(DreamMeterDocumentation::getName),
                Stream.of("dream.call", "dream.cast", "dream.process"))
            .collect(Collectors.toSet());
    whenAllHasHappened(
        registry ->
            assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .filteredOn(name -> name.startsWith("dream.") && !name.endsWith(".active"))
                .isSubsetOf(documented)
                .containsAll(documented));
  }

  @Test
  void theTableSaysTheSame() throws IOException {
    List<List<String>> rows =
        Files.readAllLines(DOCS.resolve("metrics.md")).stream()
            .filter(line -> line.startsWith("| `dream."))
            .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).skip(1).toList())
            .filter(row -> row.size() == 6)
            .map(row -> row.subList(0, 5))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(DreamMeterDocumentation.values())
                .map(
                    meter ->
                        List.of(
                            "`" + meter.getName() + "`",
                            meter.getType().name().toLowerCase(Locale.ROOT),
                            meter.getBaseUnit() == null ? "" : meter.getBaseUnit(),
                            keys(meter).stream()
                                .map(key -> "`" + key + "`")
                                .collect(Collectors.joining(", ")),
                            meter.description() + "."))
                .toList());
  }

  @Test
  void theDashboardShowsWhatPrometheusHas() throws IOException {
    JsonNode dashboard =
        JsonMapper.shared().readTree(DOCS.resolve("grafana").resolve("dream.json"));
    Set<String> shown = new TreeSet<>();
    for (JsonNode expression : dashboard.findValues("expr")) {
      METRIC.matcher(expression.asString()).results().forEach(found -> shown.add(found.group()));
    }

    whenAllHasHappened(
        registry -> {
          String scrape = ((PrometheusMeterRegistry) registry).scrape();
          Set<String> there =
              METRIC
                  .matcher(scrape.replaceAll("(?m)^(dream_\\w+) ", "$1{} "))
                  .results()
                  .map(found -> found.group())
                  .collect(Collectors.toSet());
          assertThat(there).containsAll(shown);
        });
    for (DreamMeterDocumentation meter : DreamMeterDocumentation.values()) {
      String prefix = meter.getName().replace('.', '_');
      assertThat(shown)
          .as(meter.getName())
          .anyMatch(name -> name.matches(prefix + "(_total|_seconds_(sum|max|count))?"));
    }
  }
}
