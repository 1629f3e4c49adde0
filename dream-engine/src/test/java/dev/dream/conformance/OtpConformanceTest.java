package dev.dream.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dream.RealTime;
import dev.dream.conformance.Player.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays scenarios recorded on the BEAM; their format is described beside them. Plays those in
 * {@code src/test/resources/conformance}, or in the directory that the property {@code
 * dream.conformance} names, and writes {@code target/conformance.txt}. Those in {@code
 * conformance-own} were found by comparing random scenarios with the BEAM.
 */
@RealTime("scenarios say how long to sleep")
class OtpConformanceTest {

  private static final int AT_THE_SAME_TIME = 4;
  private static final String GIVEN = "src/test/resources/conformance";
  private static final Path FOUND = Path.of("src/test/resources/conformance-own");

  /** How many of them need nothing that the engine does not have yet. */
  private static final int PLAYABLE = 579;

  private final Pulse pulse = new Pulse();
  private final JsonMapper json = JsonMapper.builder().build();
  private final List<String> report = new ArrayList<>();
  private int passed;
  private int failed;
  private int skipped;

  /** How late threads may get their turn for a play to count, and how often one is repeated. */
  private static final Duration TOLERATED = Duration.ofMillis(20);

  private static final int MOST_REPLAYS = 10;

  private record Played(JsonNode scenario, Future<Outcome> outcome) {
    String name() {
      return scenario.get("name").asString();
    }
  }

  @Test
  void everyScenarioGoesAsOnTheBeam() throws Exception {
    String other = System.getProperty("dream.conformance");
    playAll(Path.of(other == null ? GIVEN : other), "conformance.txt");
    if (other == null) {
      assertThat(passed).describedAs("played, and not skipped").isEqualTo(PLAYABLE);
    }
  }

  @Test
  void everyScenarioThatWeFoundGoesAsOnTheBeam() throws Exception {
    playAll(FOUND, "conformance-own.txt");
    assertThat(skipped).isZero();
  }

  private void playAll(Path directory, String reportName) throws Exception {
    try (pulse;
        ExecutorService players = Executors.newFixedThreadPool(AT_THE_SAME_TIME)) {
      for (Path file : scenarioFiles(directory)) {
        count(file, play(file, players));
      }
    }
    report.add("conformance: %d passed, %d failed, %d skipped".formatted(passed, failed, skipped));
    Path written = Path.of("target", reportName);
    Files.createDirectories(written.getParent());
    Files.write(written, report);
    assertThat(failed).describedAs(() -> String.join("\n", report)).isZero();
  }

  private static List<Path> scenarioFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private List<Played> play(Path file, ExecutorService players) {
    List<Played> played = new ArrayList<>();
    for (JsonNode scenario : json.readTree(file)) {
      played.add(new Played(scenario, players.submit(() -> Player.play(scenario))));
    }
    return played;
  }

  /**
   * Returns how a scenario went. If it failed while the machine kept threads waiting, that says
   * nothing, and it is played again, by itself; see {@link Pulse}.
   */
  private Outcome outcome(Played played, List<String> details) throws Exception {
    Outcome outcome = played.outcome().get();
    for (int i = 0; i < MOST_REPLAYS && outcome instanceof Outcome.Failed(String before); i++) {
      Duration delay = pulse.worstDelay();
      if (delay.compareTo(TOLERATED) < 0) {
        break;
      }
      details.add(
          "  played %s again, because threads had to wait %d ms: %s"
              .formatted(played.name(), delay.toMillis(), before));
      outcome = Player.play(played.scenario());
    }
    return outcome;
  }

  private void count(Path file, List<Played> all) throws Exception {
    int passedBefore = passed;
    int failedBefore = failed;
    List<String> details = new ArrayList<>();
    for (Played played : all) {
      switch (outcome(played, details)) {
        case Outcome.Passed() -> passed++;
        case Outcome.Failed(String difference) -> {
          failed++;
          details.add("  FAILED " + played.name() + ": " + difference);
        }
        case Outcome.Skipped(String why) -> {
          skipped++;
          details.add("  skipped " + played.name() + ": " + why);
        }
      }
    }
    report.add(
        "%s: %d passed, %d failed"
            .formatted(file.getFileName(), passed - passedBefore, failed - failedBefore));
    report.addAll(details);
  }
}
